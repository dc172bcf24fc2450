import type { ModelLog } from "./model-log.ts";

/** The time steps of a run, and what its main loop simulated in which time. */
export interface Steps {
  readonly count: number;
  /** The time that the last step starts from; `undefined`: there was none. */
  readonly last: Date | undefined;
  readonly mainLoop: { readonly wallSeconds: number; readonly simulatedDays: number } | undefined;
}

/**
 * The line of the end date is no step's: it comes when the last files are written. The main loop is timed from the line
 * of the first step to that of the last: initialisation comes before, the last step's work and the files' after.
 */
export function stepsOf({ dates, first, last, previous }: ModelLog, end: Date): Steps {
  const isEnd = last !== undefined && last.date >= end;
  const lastStep = isEnd ? previous : last;
  const count = isEnd ? dates - 1 : dates;
  if (!first || !lastStep) return { count, last: lastStep?.date, mainLoop: undefined };
  const wallSeconds = lastStep.seconds - first.seconds;
  const simulatedDays = (lastStep.date.getTime() - first.date.getTime()) / 86_400_000;
  const mainLoop = wallSeconds > 0 && simulatedDays > 0 ? { wallSeconds, simulatedDays } : undefined;
  return { count, last: lastStep.date, mainLoop };
}
