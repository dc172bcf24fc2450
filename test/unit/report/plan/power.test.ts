import { expect, test } from "vitest";
import { detectableDifference } from "../../../../report/plan/detectable-difference.ts";
import { power } from "../../../../report/plan/power.ts";
import { reachableWords } from "../../../../report/plan/reachable-words.ts";
import { fewestPairs, smallestSample } from "../../../../report/statistics/smallest-sample.ts";

test("the smallest number of instances grows with the family", () => {
  expect([1, 6, 7, 23, 24, 85, 86, 321, 322].map((contrasts) => smallestSample(contrasts))).toEqual([
    5, 5, 6, 6, 7, 7, 8, 8, 9,
  ]);
  // 2/2ⁿ ≤ 0.05/m
  expect([1, 2, 3].map((contrasts) => fewestPairs(contrasts))).toEqual([6, 7, 7]);
});

test("too few instances reach no word, and the plan says what would", () => {
  expect(reachableWords(3, 1)).toEqual({ needs: 5, unreachable: ["better", "worse", "equivalent"] });
  expect(reachableWords(5, 7)).toEqual({ needs: 6, unreachable: ["better", "worse", "equivalent"] });
  expect(reachableWords(5, 6).unreachable).toEqual([]);
  const reason = "n=4: a family of 1 needs 5 instances in each arm";
  expect(detectableDifference({ n: 4, contrasts: 1, coefficientOfVariation: 0.02 }).byTest).toEqual({
    value: null,
    reason,
  });
});

test("no difference is found about as often as the test errs, a large one always", () => {
  const planned = { n: 5, contrasts: 1, coefficientOfVariation: 0.02 };
  const alike = power(planned, 1);
  expect(alike.test).toBeLessThan(0.07);
  // Equivalence and unequal spread take some of these.
  expect(alike.word).toBeLessThan(alike.test);
  expect(power(planned, 1.5).test).toBe(1);
});

test("the smallest difference that is found has the power asked for, and one a little smaller has not", () => {
  const planned = { n: 6, contrasts: 1, coefficientOfVariation: 0.02 };
  const { byTest, byWord } = detectableDifference(planned);
  expect(power(planned, byTest.value ?? 0).test).toBeGreaterThanOrEqual(0.8);
  expect(power(planned, (byTest.value ?? 0) - 0.002).test).toBeLessThan(0.8);
  expect(byWord.value).toBeGreaterThan(byTest.value ?? 0);
});

test("five instances: unequal spread, by chance, withholds the words too often for power 0.8", () => {
  const { byTest, byWord } = detectableDifference({ n: 5, contrasts: 1, coefficientOfVariation: 0.02 });
  expect(byTest.value).toBeCloseTo(1.042, 2);
  expect(byWord).toEqual({ value: null, reason: expect.stringMatching(/with power 0\.7\d only/) as string });
});
