/** What a log of GEOS-Chem Classic says, read line by line as it comes. */
export interface ModelLog {
  version: string | null;
  compiler: string | null;
  /** `undefined`: the log does not say. */
  openMp: boolean | undefined;
  simulation: string | undefined;
  resolution: string | undefined;
  /** `---> DATE:` lines. */
  steps: number;
  first: Step | undefined;
  last: Step | undefined;
  /** Simulated ms between the first two steps. */
  stepMs: number | undefined;
  hasEndBanner: boolean;
  /** Lines with a value that is no number. */
  notANumber: number;
  /** Error texts and what follows them, in order. */
  readonly errors: string[];
  /** Lines of the timer table. */
  readonly timerTable: string[];
}

/** A time step: what it simulates, and when its line came, in seconds of a clock that only goes forward. */
interface Step {
  readonly date: Date;
  readonly seconds: number;
}

const keptErrors = 30;
/** An error's second line names the file or the routine. */
const followingLines = 2;

const errorText =
  /GEOS-CHEM ERROR|HEMCO ERROR|CLOUDJ_ERROR|INTEGRATE FAILED|INTEGRATE RETURNED ERROR|^\s*STOP at|^\s*-> at |Program received signal|Floating point exception|Fortran runtime error|Operating system error|forrtl:|Cannot allocate memory|No space left/i;

/** GNU Fortran prints NaN and Infinity; part of a word or of a name they are no value. */
const notANumberText = /(?:^|[=:\s,(])[-+]?(?:NaN|Infinity)(?=$|[\s,)])/;

export function createModelLog(clockSeconds: () => number): {
  log: ModelLog;
  onLine: (line: string) => void;
} {
  const log: ModelLog = {
    version: null,
    compiler: null,
    openMp: undefined,
    simulation: undefined,
    resolution: undefined,
    steps: 0,
    first: undefined,
    last: undefined,
    stepMs: undefined,
    hasEndBanner: false,
    notANumber: 0,
    errors: [],
    timerTable: [],
  };
  let inTimers = false;
  let following = 0;

  function onLine(line: string): void {
    const date = stepDate(line);
    if (date) {
      const step = { date, seconds: clockSeconds() };
      log.steps++;
      if (log.steps === 2 && log.first) log.stepMs = date.getTime() - log.first.date.getTime();
      log.first ??= step;
      log.last = step;
      return;
    }
    if (/\*{5,}\s+E N D {3}O F {3}G E O S -- C H E M\s+\*{5,}/.test(line)) log.hasEndBanner = true;
    if (line.startsWith("===> ") || /^\s*(?:Simulation name|Grid resolution)\b/.test(line))
      readHeader(log, line);
    if (line.startsWith("G E O S - C H E M   T I M E R S")) inTimers = true;
    else if (inTimers && line.startsWith("====")) inTimers = false;
    else if (inTimers) log.timerTable.push(line);
    if (notANumberText.test(line)) log.notANumber++;
    if (errorText.test(line)) following = followingLines + 1;
    if (following > 0 && log.errors.length < keptErrors) {
      following--;
      if (/[^\s=*-]/.test(line)) log.errors.push(line.trim());
    }
  }
  return { log, onLine };
}

/** `---> DATE: 2009/02/01  UTC: 00:00  X-HRS:      0.000000`; the newest releases may leave X-HRS out. */
export function stepDate(line: string): Date | undefined {
  const [, year, month, day, time] =
    /^---> DATE: (\d{4})\/(\d\d)\/(\d\d)\s+UTC: (\d\d:\d\d)/.exec(line) ?? [];
  if (year === undefined) return undefined;
  const date = new Date(`${year}-${month}-${day}T${time}:00Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function readHeader(log: ModelLog, line: string): void {
  const [, name = "", value = ""] = /^(?:===>)?\s*([^:]+?)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
  if (value === "") return;
  if (name === "GEOS-Chem version") log.version ??= value;
  else if (name === "Compiler") log.compiler ??= value;
  else if (name === "Parallelization w/ OpenMP") log.openMp ??= value === "ON";
  else if (name === "Simulation name") log.simulation ??= value;
  else if (name === "Grid resolution") log.resolution ??= value;
}
