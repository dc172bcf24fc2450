import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { benjaminiHochberg } from "../../../../report/statistics/benjamini-hochberg.ts";
import { changePoints } from "../../../../report/statistics/change-points.ts";
import { equivalenceTest } from "../../../../report/statistics/equivalence-test.ts";
import { holm } from "../../../../report/statistics/holm.ts";
import { paired, pooled, tInterval, welch } from "../../../../report/statistics/mean-difference.ts";
import { permutationTest } from "../../../../report/statistics/permutation-test.ts";
import { predict } from "../../../../report/statistics/prediction-interval.ts";
import { signFlipTest } from "../../../../report/statistics/sign-flip-test.ts";
import { tQuantile, twoSidedT } from "../../../../report/statistics/student-t.ts";
import { lacking } from "../../../support/requirements.ts";
import { unavailable } from "../../../support/unavailable.ts";
import golden from "../../../fixtures/statistics/golden.json" with { type: "json" };

/** Relative, or absolute near zero. The fixture has 12 digits. */
const near = (value: number, reference: number, what: string) =>
  expect(Math.abs(value - reference), what).toBeLessThanOrEqual(1e-10 * Math.max(1, Math.abs(reference)));

const allNear = (values: readonly number[], references: readonly number[], what: string) => {
  expect(values, what).toHaveLength(references.length);
  for (const [index, reference] of references.entries()) near(values[index] ?? Number.NaN, reference, what);
};

describe(`against scipy ${golden.versions.scipy} (test/fixtures/statistics/make-golden.py)`, () => {
  test("Student's t distribution, fractional degrees of freedom included", () => {
    for (const { p, degreesOfFreedom, quantile, twoSided } of golden.t) {
      near(tQuantile(p, degreesOfFreedom), quantile, `p=${p}, ${degreesOfFreedom} degrees of freedom`);
      near(twoSidedT(quantile, degreesOfFreedom), twoSided, `t=${quantile}`);
    }
  });

  test.each(golden.arms)("$a against $b", (of) => {
    const difference = welch(of.a, of.b);
    near(difference.difference, of.difference, "difference");
    near(difference.degreesOfFreedom, of.degreesOfFreedom, "degrees of freedom");
    allNear(tInterval(difference, 0.95), of.interval, "interval");
    near(
      twoSidedT(difference.difference / difference.standardError, difference.degreesOfFreedom),
      of.welchP,
      "Welch",
    );
    const oneVariance = pooled(of.a, of.b);
    near(
      twoSidedT(oneVariance.difference / oneVariance.standardError, oneVariance.degreesOfFreedom),
      of.pooledP,
      "t",
    );
    near(equivalenceTest(difference, of.margin), of.equivalenceP, "TOST");
    const { p, method } = permutationTest(of.a, of.b);
    expect(method.kind).toBe("enumerated");
    near(p, of.permutationP, "permutation test");
  });

  test.each(golden.pairs)("pairs that differ by $differences", ({ differences, p, interval }) => {
    near(signFlipTest(differences).p, p, "sign flips");
    allNear(tInterval(paired(differences), 0.95), interval, "interval");
  });

  test("Holm, as closed testing over all subsets", () => {
    for (const { p, adjusted } of golden.holm) allNear(holm(p), adjusted, p.join(", "));
  });

  test("Benjamini and Hochberg", () => {
    for (const { p, adjusted } of golden.benjaminiHochberg)
      allNear(benjaminiHochberg(p), adjusted, p.join(", "));
  });

  test("prediction interval", () => {
    for (const { before, value, interval, p } of golden.prediction) {
      const prediction = predict(before, value, 0.99);
      allNear(prediction.interval, interval, "interval");
      near(prediction.p, p, "p");
    }
  });

  test("change points, as ruptures finds them", () => {
    for (const { values, penalty, changes } of golden.changePoints) {
      expect(changePoints(values, penalty)).toEqual(changes);
    }
    // Series with and without changes: else nothing was compared.
    expect(golden.changePoints.map(({ changes }) => changes.length)).toEqual([3, 0, 2, 0]);
  });
});

test("the golden values are what their script computes today", async (context) => {
  const missing = await lacking("statistics");
  if (missing !== undefined) unavailable(context, missing);
  const script = new URL("../../../fixtures/statistics/make-golden.py", import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(process.env["GCBENCH_PYTHON"] ?? "", [script]);
  const today = JSON.parse(stdout) as typeof golden;
  expect({ ...today, versions: golden.versions }).toEqual(golden);
  expect(readFileSync(script, "utf8")).toContain(golden.versions.ruptures);
});
