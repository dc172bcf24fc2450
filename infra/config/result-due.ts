import { longestDueDays } from "./longest-due.ts";
import { longestGapDays } from "./longest-gap.ts";
import type { ScheduleConfig } from "./operations.ts";

/**
 * Days within which a benchmark of a schedule should have a new valid result: from one run to the next, and for the job
 * and its wait. `undefined` where none is due: nobody asked for it, or no time follows from the expression.
 */
export function resultDueDays(
  { expression, resultEveryDays }: Pick<ScheduleConfig, "expression" | "resultEveryDays">,
  jobTimeoutHours: number,
): number | undefined {
  if (resultEveryDays !== undefined) return resultEveryDays ?? undefined;
  const gap = longestGapDays(expression);
  const due = gap === undefined ? Infinity : Math.ceil(gap + jobTimeoutHours / 24) + 1;
  return due <= longestDueDays ? due : undefined;
}
