import { currentTimerName, isPerThread } from "./timer-names.ts";

/** A timer of the model, under its name since 14.3.0. */
export interface Timer {
  readonly name: string;
  /** `null`: it did not run, or its figure cannot be read. */
  readonly seconds: number | null;
  readonly fault?: string;
}

export interface Timers {
  readonly from: "gcclassic_timers.json" | "log" | "none";
  readonly timers: readonly Timer[];
}

/** The JSON file, or the log's table where that has nothing. */
export function readTimers(json: string | undefined, table: readonly string[]): Timers {
  const fromJson = json === undefined ? [] : timersOfJson(json);
  if (fromJson.length > 0) return { from: "gcclassic_timers.json", timers: fromJson };
  const fromTable = timersOfTable(table);
  return { from: fromTable.length > 0 ? "log" : "none", timers: fromTable };
}

/**
 * gcclassic_timers.json. It is not always JSON: it ends with a comma when its last timer did not run, and a figure too
 * large for its field is a row of stars. So it is searched, not parsed.
 */
export function timersOfJson(text: string): Timer[] {
  const [, below] = /"GEOS-Chem Classic timers"\s*:\s*\{([\s\S]*)/.exec(text) ?? [];
  const entry = /"([^"]+)"\s*:\s*\{\s*"d_hms"\s*:\s*"([^"]*)"\s*,\s*"seconds"\s*:\s*([^\s,}]+)/g;
  return [...(below ?? "").matchAll(entry)].flatMap(([, name = "", clock = "", seconds = ""]) =>
    timer(name, clock, seconds),
  );
}

/** The table in the log, without its headers. */
export function timersOfTable(lines: readonly string[]): Timer[] {
  return lines.flatMap((line) => {
    const [, name = "", rest] = /^\s*(\S.*?)\s*:\s+(\S.*?)\s*$/.exec(line) ?? [];
    if (rest === undefined) return [];
    if (rest.includes("THE TIMER DID NOT RUN")) return timer(name, "", "");
    if (rest.includes("negative value")) return timer(name, "", "-1");
    const [, clock, seconds] = /^(\S{2,3}-\S+)\s+(\S+)$/.exec(rest) ?? [];
    return clock === undefined || seconds === undefined ? [] : timer(name, clock, seconds);
  });
}

function timer(given: string, clock: string, seconds: string): Timer[] {
  const name = currentTimerName(given.trim());
  if (isPerThread(name)) return [];
  if (clock === "" && seconds === "") return [{ name, seconds: null }];
  const value = /^-?[\d.]+$/.test(seconds) ? Number(seconds) : secondsOfClock(clock);
  if (value === undefined || Number.isNaN(value)) return [{ name, seconds: null, fault: "not readable" }];
  if (value < 0) return [{ name, seconds: null, fault: "negative" }];
  return [{ name, seconds: value }];
}

/** `DD-hh:mm:ss.SSS`. */
function secondsOfClock(clock: string): number | undefined {
  const parts = /^(\d+)-(\d\d):(\d\d):(\d\d\.\d+)$/.exec(clock)?.slice(1).map(Number);
  if (!parts) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts;
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
}
