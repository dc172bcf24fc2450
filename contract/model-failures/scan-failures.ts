import { knownFailures } from "./known-failures.ts";
import type { ModelFailure } from "./model-failure.ts";

interface FoundFailure {
  readonly failure: ModelFailure;
  /** 1-based, in what was scanned. */
  readonly line: number;
  readonly file: string | undefined;
}

/** What a log shows of why a run ended. */
export interface FailureScan {
  /** How many lines were scanned. */
  readonly lines: number;
  /** The banner END OF GEOS-CHEM is there. */
  readonly isComplete: boolean;
  /** The last date that was simulated, as the log writes it; `undefined`: the log has no time step. */
  readonly reached: string | undefined;
  /** In the order of the library: the first is the cause, as far as it is known. */
  readonly found: readonly FoundFailure[];
  /** The first and the last error texts, each once, in the log's order. */
  readonly firstErrors: readonly string[];
  readonly lastErrors: readonly string[];
  /** Retries of the chemistry solver, which good runs have too. */
  readonly solverRetries: number;
}

/** Of the first and of the last. */
const keptErrors = 12;
/** An error's second line names the file or the routine. */
const followingLines = 2;
/** Only lines with one of these words are looked at closely: the scan runs beside a model that is being timed. */
const suspicious =
  /error|fail|cannot|could not|stop|abort|signal|exception|severe|no space|not found|double free|free\(\)|freed|limit|killed|oom|allocat|NetCDF:|No diagnostic|illegal|SIG[A-Z]{3}|core dumped|Excessive|Time stamp/i;
const errorText =
  /GEOS-CHEM ERROR|HEMCO ERROR|CLOUDJ_ERROR|INTEGRATE FAILED|KPP .*failed|Integrator error code|^\s*STOP at|^\s*-> at |In Nc\w+.*(?:NetCDF:|cannot open)|DO_ERR_OUT|Program received signal|Floating point exception|Fortran runtime error|Operating system error|forrtl:|Cannot allocate memory|No space left|double free|free\(\): invalid|error while loading shared/i;
/** A cell in which the chemistry's integrator is tried again, and its explanation. */
const solverRetry =
  /INTEGRATE RETURNED ERROR|Forced exit from Rosenbrock|Step size too small|^\s*(?:-->\s*)?T=\s|(?:Abs|Rel)Tol\(/i;
const endBanner = /E N D {3}O F {3}G E O S -- C H E M/;

/** Looks for known failures in a log, line by line as it comes. */
export function createFailureScan(): { onLine: (line: string) => void; result: () => FailureScan } {
  const found = new Map<ModelFailure, FoundFailure>();
  const firstErrors: string[] = [];
  const lastErrors: string[] = [];
  const recent: string[] = [];
  let number = 0;
  let lastOpened: string | undefined;
  let reached: string | undefined;
  let isAfterEnd = false;
  let solverRetries = 0;
  let looking = 0;
  let quoting = 0;

  function quote(line: string): void {
    const text = line.trim().slice(0, 500);
    if (!/[^\s=*!-]/.test(text) || firstErrors.includes(text) || lastErrors.includes(text)) return;
    if (firstErrors.length < keptErrors) firstErrors.push(text);
    else if (lastErrors.push(text) > keptErrors) lastErrors.shift();
  }

  function look(): void {
    const text = recent.join("\n");
    for (const failure of knownFailures) {
      if (found.has(failure) || (failure.isAfterEnd && !isAfterEnd)) continue;
      const match = failure.pattern.exec(text);
      if (!match) continue;
      const file = match.groups?.["file"] ?? (failure.isLastOpened ? lastOpened : undefined);
      found.set(failure, { failure, line: number, file });
    }
  }

  return {
    onLine(line) {
      number++;
      const [, opened] = /\bOpening\s+(\S+)/.exec(line) ?? [];
      if (opened !== undefined) lastOpened = opened;
      reached = /^---> DATE: (\S+\s+UTC: \S+)/.exec(line)?.[1] ?? reached;
      if (endBanner.test(line)) isAfterEnd = true;
      if (solverRetry.test(line)) {
        if (/INTEGRATE RETURNED ERROR/i.test(line)) solverRetries++;
        return;
      }
      recent.push(line);
      if (recent.length > followingLines + 1) recent.shift();
      if (suspicious.test(line)) looking = followingLines + 1;
      if (errorText.test(line)) quoting = followingLines + 1;
      if (looking > 0) {
        looking--;
        look();
      }
      if (quoting > 0) {
        quoting--;
        quote(line);
      }
    },
    result: () => ({
      lines: number,
      isComplete: isAfterEnd,
      reached,
      found: knownFailures.flatMap((failure) => found.get(failure) ?? []),
      firstErrors: [...firstErrors],
      lastErrors: [...lastErrors],
      solverRetries,
    }),
  };
}
