import { describe, expect, test } from "vitest";
import { fit } from "../../../../report/estimate/fit.ts";
import { fitSerialFraction } from "../../../../report/estimate/fit-serial-fraction.ts";
import { grids } from "../../../../report/estimate/grids.ts";
import type { KnownRun } from "../../../../report/estimate/known-run.ts";
import { leaveOneOut } from "../../../../report/estimate/leave-one-out.ts";
import { publishedExponents } from "../../../../report/estimate/phase-exponents.ts";
import { phaseSeconds } from "../../../../report/estimate/phases.ts";
import { poolRuns, type Observation } from "../../../../report/estimate/pool-runs.ts";
import { publishedRuns } from "../../../../report/estimate/published-runs.ts";
import { threadScaling } from "../../../../report/estimate/thread-scaling.ts";
import { knownRuns } from "../../../support/known-runs.ts";

describe("the serial fraction", () => {
  /** One machine with these threads, by Amdahl's law. */
  const series = (fraction: number, threads: readonly number[]): KnownRun[] =>
    knownRuns(
      ...threads.map((n) => ({ observer: "i-1", threads: n, wallSeconds: 100 * threadScaling(n, fraction) })),
    );
  const fitted = (runs: readonly KnownRun[]) => fitSerialFraction(poolRuns(runs, "fullchem").observations);

  test("without runs that differ in threads alone it is 0.09, which means 2 times from 6 to 30 cores", () => {
    expect(fitted(knownRuns({}, { threads: 4, wallSeconds: 400 }))).toBe(0.09);
    expect(threadScaling(6, 0.09) / threadScaling(30, 0.09)).toBeCloseTo(2, 1);
    expect(threadScaling(16, 0.3)).toBe(1);
  });

  test("where runs agree with it, it stays", () => {
    expect(fitted(series(0.09, [1, 4, 16]))).toBeCloseTo(0.09, 6);
  });

  test("measured runs move it most of the way to theirs, never beyond", () => {
    const of = fitted(series(0.3, [1, 2, 4, 8, 16]));
    expect(of).toBeGreaterThan(0.27);
    expect(of).toBeLessThan(0.3);
  });

  test("published ones move it less", () => {
    const published = series(0.3, [1, 2, 4, 8, 16]).map((run): KnownRun => ({ ...run, origin: "published" }));
    expect(fitted(published)).toBeLessThan(fitted(series(0.3, [1, 2, 4, 8, 16])));
    expect(fitted(published)).toBeGreaterThan(0.09);
  });

  test("a slow machine with few threads is not taken for bad scaling", () => {
    expect(
      fitted([...series(0.09, [8, 16]), ...knownRuns({ id: "slow", threads: 4, wallSeconds: 9999 })]),
    ).toBeCloseTo(0.09, 6);
  });
});

test("the exponents are those of the runs that they name", () => {
  const [coarse, fine] = publishedExponents.from.map((id) => publishedRuns().find((run) => run.id === id));
  const { initialisationSeconds } = poolRuns(publishedRuns(), "fullchem");
  const seconds = (run: KnownRun | undefined) =>
    phaseSeconds(run?.timers ?? {}, (run?.wallSeconds ?? 0) - (initialisationSeconds ?? 0));
  const ratio = Math.log(grids["2x2.5"].cells / grids["4x5"].cells);
  for (const [name, before] of seconds(coarse) ?? []) {
    const exponent = Math.log((seconds(fine)?.get(name) ?? 0) / before) / ratio;
    expect(publishedExponents.of[name], name).toBeCloseTo(exponent, 2);
  }
  expect(Object.keys(publishedExponents.of)).toHaveLength(seconds(coarse)?.size ?? 0);
});

describe("leaving one out", () => {
  const scaled = (ids: readonly string[], by: number): KnownRun[] =>
    publishedRuns().map((run) =>
      ids.includes(run.id)
        ? {
            ...run,
            wallSeconds: run.wallSeconds && run.wallSeconds * by,
            timers: Object.fromEntries(Object.entries(run.timers).map(([name, of]) => [name, of * by])),
          }
        : run,
    );

  test.each(["observation", "observer"] as const)("no %s is predicted from itself", (leave) => {
    const before = leaveOneOut(publishedRuns(), "fullchem", leave);
    expect(before).toHaveLength(8);
    before.forEach(({ observation, predicted }, index) => {
      const ids = observation.runs.map(({ id }) => id);
      const after = leaveOneOut(scaled(ids, 10), "fullchem", leave)[index];
      expect(after?.observation.secondsPerDay).toBeGreaterThan(9 * observation.secondsPerDay);
      expect(after?.predicted, ids.join()).toBeCloseTo(predicted, 6);
    });
  });

  test("exponents are not used for a run that they were computed from", () => {
    const pool = poolRuns(publishedRuns(), "fullchem");
    const isSource = (of: Observation) => of.runs.some(({ id }) => publishedExponents.from.includes(id));
    expect(pool.observations.filter(isSource)).toHaveLength(2);
    for (const of of pool.observations) {
      const { exponentSource, phases } = fit(pool, [of]);
      expect(exponentSource === null).toBe(isSource(of));
      expect(phases.every(({ exponent }) => exponent === 1)).toBe(isSource(of));
    }
  });

  test("of runs that agree the error is 0 and the interval the least", () => {
    const [of] = leaveOneOut(knownRuns({}, {}, {}), "fullchem", "observation");
    expect(of?.error).toBeCloseTo(0, 9);
    // t(0.975; 1) = 12.706205
    expect(of?.intervalFactor).toBeCloseTo(Math.exp(12.706205 * 0.03 * Math.sqrt(1.5)), 4);
    expect(of?.inside).toBe(true);
  });
});
