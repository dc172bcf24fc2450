import { posix } from "node:path";
import { type DataMove, leadsOut, movePath } from "./data-path.ts";
import { editLine } from "./edit-line.ts";
import { modelTime } from "./model-time.ts";
import { notSuitable } from "./not-suitable.ts";

const file = "geoschem_config.yml";

/** A key of the file's `simulation` and `grid` sections; each occurs once in it. */
type Key =
  | "name"
  | "start_date"
  | "end_date"
  | "root_data_dir"
  | "met_field"
  | "use_gcclassic_timers"
  | "resolution"
  | "number_of_levels";

/** Two blanks deep: `name` also occurs further down, in the settings of single species. */
const lineOf = (key: Key) => ({
  file,
  what: key,
  pattern: new RegExp(`^( {2}${key}:[ \\t]*)(\\[[^\\]]*\\]|[^#\\s][^#]*?)?([ \\t]*(?:#.*)?\\r?)$`),
});

/** The value of a key, without quotes and comment. */
export function geoschemValue(text: string, key: Key): string {
  let value: string | undefined;
  editLine(text, lineOf(key), (match) => {
    value = match[2]?.trim().replaceAll(/^(["'])(.*)\1$/g, "$2");
    return match[0];
  });
  if (value === undefined || value.includes("${")) {
    throw notSuitable(`${file}: ${key} has no value${value === undefined ? "" : ` (${value})`}.`);
  }
  return value;
}

/** A date written `[YYYYMMDD, hhmmss]`. */
export function geoschemDate(text: string, key: "start_date" | "end_date"): Date {
  const value = geoschemValue(text, key);
  const [, y, m, d, hour, minute, second] =
    /^\[\s*(\d{4})(\d\d)(\d\d)\s*,\s*(\d\d)(\d\d)(\d\d)\s*\]$/.exec(value) ?? [];
  const date = new Date(`${y}-${m}-${d}T${hour}:${minute}:${second}Z`);
  if (!Number.isNaN(date.getTime())) return date;
  throw notSuitable(`${file}: ${key} is ${value}, not a date [YYYYMMDD, hhmmss].`);
}

/** Whether the model runs for a region: `nested_grid_simulation:` with `activate: true`. */
export function isNested(text: string): boolean {
  const [, section = ""] = /^ {2}nested_grid_simulation:[^\n]*\n((?: {3,}[^\n]*(?:\n|$))*)/m.exec(text) ?? [];
  return /^\s*activate:\s*(?:true|T|yes|on)\b/im.test(section);
}

function set(text: string, key: Key, value: string): string {
  return editLine(text, lineOf(key), ([, before = "", , after = ""]) => {
    const space = /[ \t]$/.test(before) ? before : `${before} `;
    return space + value + after;
  });
}

/** `start_date` and `end_date`, written `[YYYYMMDD, hhmmss]`. */
export function setDates(text: string, start: Date, end: Date): string {
  const written = (at: Date) => {
    const { ymd, hms } = modelTime(at);
    return `[${ymd}, ${hms}]`;
  };
  return set(set(text, "start_date", written(start)), "end_date", written(end));
}

/** They are off by default, except in run directories made for benchmarks. */
export const setTimersOn = (text: string): string => set(text, "use_gcclassic_timers", "true");

export const setRootDataDirectory = (text: string, path: string): string => set(text, "root_data_dir", path);

/** A key, or a line of a list, whose value is a path. */
const pathLine = /^(\s+(?:-\s+)?(?:([\w-]+):\s+)?(["']?))((?:\/|\.\.?\/)[^"'\s]*)(\3\s*(?:#.*)?)$/;

/**
 * Moves every input path of the file with the data, `cloudj_input_dir` and the like as well as `root_data_dir` (which
 * paths there are differs between releases), and brings output that would leave the run directory back into it. `kept`:
 * input elsewhere, which the job may not have.
 */
export function moveGeoschemPaths(text: string, move: DataMove): { text: string; kept: string[] } {
  const kept: string[] = [];
  const lines = text.split("\n").map((line) => {
    const [, before, key = "", , path, after] = pathLine.exec(line) ?? [];
    if (before === undefined || path === undefined || after === undefined || !leadsOut(path)) return line;
    if (/output/.test(key)) return `${before}./OutputDir/${posix.basename(path)}${after}`;
    const moved = movePath(path, move);
    if (!moved.isData) kept.push(`${key} ${path}`.trim());
    return before + moved.path + after;
  });
  return { text: lines.join("\n"), kept };
}
