import { expect, test } from "vitest";
import { power } from "../../../report/plan/power.ts";
import { fractionOfFamilies } from "../../support/families.ts";
import { noises } from "../../support/noise.ts";

test.each([
  { n: 5, m: 1, cv: 0.02, ratio: 1.07 },
  { n: 5, m: 6, cv: 0.02, ratio: 1.08 },
  { n: 6, m: 1, cv: 0.03, ratio: 1.07 },
  { n: 6, m: 20, cv: 0.02, ratio: 1.08 },
  { n: 8, m: 6, cv: 0.03, ratio: 1.06 },
])("n=$n, $m contrasts, variation $cv, ratio $ratio: the power that the plan says, within 5 points", (of) => {
  const { n, m, cv, ratio } = of;
  const planned = power({ n, contrasts: m, coefficientOfVariation: cv }, ratio);
  const kind = {
    n,
    m,
    noise: noises.normal,
    spread: Math.sqrt(Math.log1p(cv ** 2)),
    effect: Math.log(ratio),
  };
  const observed = fractionOfFamilies(kind, 1000, ([first]) => first === "worse");
  console.log(`power, n=${n} m=${m}: planned ${planned.word}, observed ${observed}`);
  expect(Math.abs(observed - planned.word)).toBeLessThanOrEqual(0.05);
});
