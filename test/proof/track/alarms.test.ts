import { expect, test } from "vitest";
import { seededRandom } from "../../../report/statistics/seeded-random.ts";
import { track } from "../../../report/track/track.ts";
import type { TrackedSeries } from "../../../report/track/tracked-series.ts";
import { nightly, oneSeries } from "../../support/nights.ts";

const seeds = 500;
const variation = 0.01;

/** 500 made-up series, `levels` being the logarithm of the level at each night. */
function trackAll(levels: readonly number[]): TrackedSeries[] {
  return Array.from({ length: seeds }, (_, seed) => {
    const random = seededRandom(seed + 1);
    const values = levels.map((level) => Math.exp(level + variation * random.normal()));
    return track([oneSeries(nightly(values))]).series[0] as TrackedSeries;
  });
}

const level = (length: number, of = 0): number[] => Array.from({ length }, () => of);
const nightOf = (id: string): number => Number(id.slice(1));
const fraction = (of: readonly TrackedSeries[], holds: (series: TrackedSeries) => boolean): number =>
  of.filter(holds).length / of.length;

test("20 points of variation 1 %, then a step of 5 %: confirmed within 3 points, at the right commit", () => {
  const all = trackAll([...level(20), ...level(10, Math.log(1.05))]);
  const inTime = fraction(all, ({ changes }) =>
    changes.some(
      ({ kind, confirmedAt }) =>
        kind === "step" && nightOf(confirmedAt.id) <= 22 && nightOf(confirmedAt.id) >= 20,
    ),
  );
  const atCommit = fraction(all, ({ changes }) =>
    changes.some(({ kind, from }) => kind === "step" && Math.abs(nightOf(from.id) - 20) <= 1),
  );
  console.log(`step of 5 %: confirmed within 3 points ${inTime}, at the right commit ±1 ${atCommit}`);
  expect(inTime).toBeGreaterThanOrEqual(0.95);
  expect(atCommit).toBeGreaterThanOrEqual(0.9);
});

test("no step: at most 1 confirmed alarm in 200 points, in each of 500 series", () => {
  const all = trackAll(level(200));
  const alarms = all.map(({ changes }) => changes.length);
  const suspects = all.map(({ points }) => points.filter(({ state }) => state === "spike").length);
  const sum = (of: readonly number[]) => of.reduce((a, b) => a + b, 0);
  console.log(
    `no step: ${sum(alarms)} alarms, ${sum(suspects)} spikes in ${seeds * 200} points; most in a series ${Math.max(...alarms)}`,
  );
  expect(Math.max(...alarms)).toBeLessThanOrEqual(1);
  expect(sum(alarms) / seeds).toBeLessThanOrEqual(1);
});

test("a single spike is suspect and never confirmed, whatever its size", () => {
  for (const spike of [0.05, 0.2, 1]) {
    const all = trackAll([...level(20), spike, ...level(10)]);
    const confirmed = fraction(all, ({ changes }) => changes.length > 0);
    const seen = fraction(all, ({ points }) => points[20]?.state === "spike");
    console.log(`spike of ${spike}: seen ${seen}, confirmed ${confirmed}`);
    expect(confirmed).toBe(0);
    expect(seen).toBeGreaterThanOrEqual(0.95);
  }
});

test("a slow drift of 0.1 % a night is found against the acknowledged baseline", () => {
  const drifting = Array.from({ length: 60 }, (_, index) => 0.001 * index);
  const all = trackAll([...level(20), ...drifting]);
  const found = fraction(all, ({ changes }) => changes.some(({ direction }) => direction === "regression"));
  const asDrift = fraction(all, ({ changes }) => changes.some(({ kind }) => kind === "drift"));
  const nights = all
    .flatMap(({ changes }) => (changes[0] ? [nightOf(changes[0].confirmedAt.id) - 20] : []))
    .sort((a, b) => a - b);
  console.log(
    `drift: found ${found}, as drift ${asDrift}, after ${nights[Math.floor(nights.length / 2)]} nights (median)`,
  );
  expect(found).toBeGreaterThanOrEqual(0.95);
});
