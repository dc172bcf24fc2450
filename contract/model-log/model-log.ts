import { createFailureScan, type FailureScan } from "../model-failures/scan-failures.ts";

/** What a log of GEOS-Chem Classic says, read line by line as it comes. */
export interface ModelLog {
  version: string | null;
  compiler: string | null;
  /** `undefined`, here and below: the log does not say. */
  openMp: boolean | undefined;
  simulation: string | undefined;
  resolution: string | undefined;
  metField: string | undefined;
  nlon: number | undefined;
  nlat: number | undefined;
  levels: number | undefined;
  nested: boolean | undefined;
  timersOn: boolean | undefined;
  start: Date | undefined;
  end: Date | undefined;
  /** `---> DATE:` lines. */
  dates: number;
  first: DateLine | undefined;
  last: DateLine | undefined;
  /** The one before the last. */
  previous: DateLine | undefined;
  /** Simulated ms between the first two. */
  stepMs: number | undefined;
  hasEndBanner: boolean;
  /** Lines with a value that is no number. */
  notANumber: number;
  /** Lines of the timer table. */
  readonly timerTable: string[];
  readonly failures: () => FailureScan;
}

/** What is simulated, and when its line came, in seconds of a clock that only goes forward. */
interface DateLine {
  readonly date: Date;
  readonly seconds: number;
}

/** GNU Fortran prints NaN and Infinity; part of a word or of a name they are no value. */
const notANumberText = /(?:^|[=:\s,(])[-+]?(?:NaN|Infinity)(?=$|[\s,)])/;

export function createModelLog(clockSeconds: () => number): {
  log: ModelLog;
  onLine: (line: string) => void;
} {
  const failures = createFailureScan();
  const log: ModelLog = {
    version: null,
    compiler: null,
    openMp: undefined,
    simulation: undefined,
    resolution: undefined,
    metField: undefined,
    nlon: undefined,
    nlat: undefined,
    levels: undefined,
    nested: undefined,
    timersOn: undefined,
    start: undefined,
    end: undefined,
    dates: 0,
    first: undefined,
    last: undefined,
    previous: undefined,
    stepMs: undefined,
    hasEndBanner: false,
    notANumber: 0,
    timerTable: [],
    failures: failures.result,
  };
  let inTimers = false;

  function onLine(line: string): void {
    failures.onLine(line);
    const date = stepDate(line);
    if (date) {
      log.dates++;
      if (log.dates === 2 && log.first) log.stepMs = date.getTime() - log.first.date.getTime();
      log.previous = log.last;
      log.last = { date, seconds: clockSeconds() };
      log.first ??= log.last;
      return;
    }
    if (/\*{5,}\s+E N D {3}O F {3}G E O S -- C H E M\s+\*{5,}/.test(line)) log.hasEndBanner = true;
    if (log.dates === 0) readHeader(log, line);
    if (line.startsWith("G E O S - C H E M   T I M E R S")) inTimers = true;
    else if (inTimers && line.startsWith("====")) inTimers = false;
    else if (inTimers) log.timerTable.push(line);
    if (notANumberText.test(line)) log.notANumber++;
  }
  return { log, onLine };
}

/** `---> DATE: 2009/02/01  UTC: 00:00  X-HRS:      0.000000`; the newest releases may leave X-HRS out. */
export function stepDate(line: string): Date | undefined {
  const [, year, month, day, time] =
    /^---> DATE: (\d{4})\/(\d\d)\/(\d\d)\s+UTC: (\d\d:\d\d)/.exec(line) ?? [];
  return year === undefined ? undefined : utc(`${year}-${month}-${day}T${time}:00Z`);
}

function utc(text: string): Date | undefined {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** What the model prints of itself before its first time step: `===> name : value` and `name : value`. */
function readHeader(log: ModelLog, line: string): void {
  const [, name = "", value = ""] = /^(?:===>)?\s*([^:]+?)\s*:\s*(\S.*?)\s*$/.exec(line) ?? [];
  headerReaders[name]?.(log, value);
}

const isTrue = (value: string): boolean => /^(?:T|true|ON|yes)$/i.test(value);
const whole = (value: string): number | undefined => (/^\d+$/.test(value) ? Number(value) : undefined);

/** `20190701 000000`. */
function headerDate(value: string): Date | undefined {
  const [, y, m, d, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)\s+(\d\d)(\d\d)(\d\d)$/.exec(value) ?? [];
  return y === undefined ? undefined : utc(`${y}-${m}-${d}T${hour}:${minute}:${second}Z`);
}

/** Each occurs once; where a line of another section has the same name, the first counts. */
const headerReaders: Readonly<Record<string, (log: ModelLog, value: string) => void>> = {
  "GEOS-Chem version": (log, value) => (log.version ??= value),
  Compiler: (log, value) => (log.compiler ??= value),
  "Parallelization w/ OpenMP": (log, value) => (log.openMp ??= isTrue(value)),
  "Simulation name": (log, value) => (log.simulation ??= value),
  "Grid resolution": (log, value) => (log.resolution ??= value),
  "Meteorology field": (log, value) => (log.metField ??= value),
  "X grid dimension": (log, value) => (log.nlon ??= whole(value)),
  "Y grid dimension": (log, value) => (log.nlat ??= whole(value)),
  "Z grid dimension": (log, value) => (log.levels ??= whole(value)),
  "Is this a nested-grid sim?": (log, value) => (log.nested ??= isTrue(value)),
  "Turn on GEOS-Chem timers": (log, value) => (log.timersOn ??= isTrue(value)),
  "Start time of run": (log, value) => (log.start ??= headerDate(value)),
  "End time of run": (log, value) => (log.end ??= headerDate(value)),
};
