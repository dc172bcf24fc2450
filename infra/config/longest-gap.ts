import { cronFields } from "./schedule-expression.ts";

const unitDays: Readonly<Record<string, number>> = { minute: 1 / 1440, hour: 1 / 24, day: 1 };

/**
 * The most days that can lie between two runs of a schedule; `undefined` where it does not go on for ever (`at`, years),
 * or may pause for years (29 February). An upper bound, found by counting days over the 400 years after which the
 * calendar repeats: what differs between schedules of one shape, such as the 1st alone and the 1st and 15th, is not
 * looked at.
 */
export function longestGapDays(expression: string): number | undefined {
  const [, amount = "", unit = ""] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (unit !== "") return Number(amount) * (unitDays[unit] ?? 0);
  const cron = cronFields(expression);
  if (!cron || cron.year !== "*") return undefined;
  const days = gapOfDays(cron.dayOfMonth, cron.dayOfWeek);
  if (cron.month === "*") return days;
  // Some months only: a year, and up to five days more where the day moves within its week or by weekdays.
  return days <= 35 ? 371 : undefined;
}

function gapOfDays(dayOfMonth: string, dayOfWeek: string): number {
  // The fifth Monday: not every month has one. Of the others, the last, and the last Saturday (`L`), every month has.
  if (dayOfWeek.includes("#5")) return 119;
  if (/#|L/.test(dayOfWeek)) return 35;
  if (dayOfWeek !== "?") return dayOfWeek === "*" ? 1 : 7;
  if (dayOfMonth === "*") return 1;
  const hasEveryMonth = dayOfMonth
    .split(",")
    .some((part) => /^[*L]/.test(part) || Number.parseInt(part, 10) <= 28);
  const isMoved = dayOfMonth.includes("W");
  if (hasEveryMonth) return isMoved ? 33 : 31;
  return isMoved ? 63 : 61;
}
