import { describe, expect, test } from "vitest";
import { longestGapDays } from "../../../infra/config/longest-gap.ts";
import { resultDueDays } from "../../../infra/config/result-due.ts";

const day = 86_400_000;
/** All days after which the calendar repeats. */
const calendar = Array.from({ length: 146_097 }, (_, index) => new Date(Date.UTC(2001, 0, 1) + index * day));

/** The most days between two that a rule takes. */
function counted(takes: (date: Date) => boolean): number {
  const taken = calendar.filter((date) => takes(date));
  return taken.reduce((most, date, index) => {
    const before = taken[index - 1];
    return before ? Math.max(most, (date.getTime() - before.getTime()) / day) : most;
  }, 0);
}

const dayOf = (date: Date) => date.getUTCDate();
const isMonday = (date: Date) => date.getUTCDay() === 1;
const weekOf = (date: Date) => Math.ceil(dayOf(date) / 7);
const lengthOf = (date: Date) =>
  new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();

describe("between two runs lie at most as many days as the calendar has it", () => {
  test.each<[expression: string, takes: (date: Date) => boolean]>([
    ["cron(0 3 * * ? *)", () => true],
    ["cron(0 3 ? * * *)", () => true],
    ["cron(0 3 ? * MON *)", isMonday],
    ["cron(0 3 1 * ? *)", (date) => dayOf(date) === 1],
    ["cron(0 3 L * ? *)", (date) => dayOf(date) === lengthOf(date)],
    ["cron(0 3 31 * ? *)", (date) => dayOf(date) === 31],
    ["cron(0 3 ? * 2#1 *)", (date) => isMonday(date) && weekOf(date) === 1],
    ["cron(0 3 ? * 2L *)", (date) => isMonday(date) && dayOf(date) + 7 > lengthOf(date)],
    // Of all days of the week the one with the longest gap.
    ["cron(0 3 ? * 1#5 *)", (date) => date.getUTCDay() === 0 && weekOf(date) === 5],
    ["cron(0 3 ? JAN 2#1 *)", (date) => isMonday(date) && weekOf(date) === 1 && date.getUTCMonth() === 0],
  ])("%s", (expression, takes) => {
    expect(longestGapDays(expression)).toBe(counted(takes));
  });

  test.each<[expression: string, takes: (date: Date) => boolean]>([
    ["cron(0 3 1,15 * ? *)", (date) => [1, 15].includes(dayOf(date))],
    ["cron(0 3 ? * MON-FRI *)", (date) => date.getUTCDay() % 6 !== 0],
    ["cron(0 3 29/1 * ? *)", (date) => dayOf(date) >= 29],
    ["cron(0 3 1 1/3 ? *)", (date) => dayOf(date) === 1 && date.getUTCMonth() % 3 === 0],
  ])("or more, of %s", (expression, takes) => {
    expect(longestGapDays(expression)).toBeGreaterThanOrEqual(counted(takes));
  });
});

test.each([
  ["rate(720 minutes)", 0.5],
  ["rate(1 hour)", 1 / 24],
  ["rate(30 days)", 30],
  ["at(2027-01-31T03:00:00)", undefined],
  ["cron(0 3 1 * ? 2027)", undefined],
  // Once in four years.
  ["cron(0 3 29 2 ? *)", undefined],
])("%s: %s days", (expression, days) => {
  expect(longestGapDays(expression)).toBe(days);
});

describe("a new result is due", () => {
  test("a job's time and a day after the longest time between two runs", () => {
    expect(resultDueDays({ expression: "cron(0 3 1 * ? *)" }, 12)).toBe(33);
    expect(resultDueDays({ expression: "rate(7 days)" }, 48)).toBe(10);
  });

  test("when the schedule says, or never", () => {
    expect(resultDueDays({ expression: "rate(7 days)", resultEveryDays: 20 }, 12)).toBe(20);
    expect(resultDueDays({ expression: "at(2027-01-31T03:00:00)", resultEveryDays: 40 }, 12)).toBe(40);
    expect(resultDueDays({ expression: "rate(7 days)", resultEveryDays: null }, 12)).toBeUndefined();
  });

  test("not after a time for which no metrics are kept", () => {
    expect(resultDueDays({ expression: "rate(500 days)" }, 12)).toBeUndefined();
  });
});
