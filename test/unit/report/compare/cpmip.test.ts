import { expect, test } from "vitest";
import { cpmip } from "../../../../report/compare/cpmip.ts";

const run = {
  simulatedDays: 31,
  wallSeconds: 6 * 3600,
  submittedToEndSeconds: { value: 7.75 * 3600 },
  physicalCores: { value: 8 },
  usdPerHour: { value: 0.714 },
};

test("a month in six hours on a c7i.4xlarge", () => {
  const metrics = cpmip(run);
  // 31 days in a quarter of a day.
  expect(metrics.simulatedDaysPerDay).toBeCloseTo(124, 12);
  expect(metrics.sypd).toBeCloseTo(124 / 365, 12);
  // With waiting, 4 days an hour.
  expect(metrics.asypd.value).toBeCloseTo(96 / 365, 12);
  // 48 core-hours for 31 days.
  expect(metrics.chsy.value).toBeCloseTo((48 / 31) * 365, 9);
  // 6 hours at 0.714 dollars.
  expect(metrics.usdPerSimulatedDay.value).toBeCloseTo(4.284 / 31, 12);
  expect(metrics.usdPerSimulatedYear.value).toBeCloseTo((4.284 / 31) * 365, 12);
});

test("what is not known is null with its reason, in everything that rests on it", () => {
  const unknown = { value: null, reason: "no price record has c9x.large" } as const;
  const metrics = cpmip({ ...run, usdPerHour: unknown });
  expect(metrics.usdPerSimulatedDay).toEqual(unknown);
  expect(metrics.usdPerSimulatedYear).toEqual(unknown);
  expect(metrics.chsy.value).not.toBeNull();
});
