import { describe, expect, test } from "vitest";
import type { Contrast } from "../../../report/compare/arm.ts";
import { judgeFamily } from "../../../report/compare/judge-family.ts";
import { fractionOfFamilies, hasDifference, type FamilyKind } from "../../support/families.ts";
import { noises } from "../../support/noise.ts";

const seeds = 1000;
/** 5 % and two standard errors of 1,000 families. */
const atMost = 0.064;

const sizes = [
  { n: 5, m: 6 },
  { n: 6, m: 20 },
];

const kinds: Record<string, Pick<FamilyKind, "noise" | "spread" | "drift">> = {
  normal: { noise: noises.normal, spread: 0.02 },
  t3: { noise: noises.t3, spread: 0.02 },
  lognormal: { noise: noises.lognormal, spread: 0.02 },
  bimodal: { noise: noises.bimodal, spread: 0.02 },
  // Wide enough that the equivalence test does not settle everything first.
  "normal, wide": { noise: noises.normal, spread: 0.1 },
  "linear drift, interleaved": { noise: noises.normal, spread: 0.01, drift: 0.1 },
};

describe.each(sizes)("families of $m contrasts between equal arms, $n instances each", ({ n, m }) => {
  test.each(Object.entries(kinds))("%s: at most 6.4 % find any difference", (name, kind) => {
    const found = fractionOfFamilies({ n, m, ...kind }, seeds, hasDifference);
    console.log(`any better or worse, n=${n} m=${m} ${name}: ${(100 * found).toFixed(1)} %`);
    expect(found).toBeLessThanOrEqual(atMost);
  });

  test("each contrast judged as if it were alone: the simulation would show false alarms", () => {
    const alone = (family: readonly Contrast[]) => family.flatMap((contrast) => judgeFamily([contrast]));
    const kind: FamilyKind = { n, m, noise: noises.normal, spread: 0.1 };
    expect(fractionOfFamilies(kind, 200, hasDifference, alone)).toBeGreaterThan(2 * atMost);
  });

  test("drift without interleaving: not one, and not one equivalent either", () => {
    const kind: FamilyKind = { n, m, noise: noises.normal, spread: 0.01, drift: 0.1, order: "apart" };
    const judged = fractionOfFamilies(kind, seeds, (words) => words.some((word) => word !== "inconclusive"));
    expect(judged).toBe(0);
  });
});
