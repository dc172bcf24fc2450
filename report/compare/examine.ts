import { unknownBecause, type Observed } from "../../contract/observed.ts";
import { equivalenceTest } from "../statistics/equivalence-test.ts";
import { paired, tInterval, welch, type MeanDifference } from "../statistics/mean-difference.ts";
import { moments } from "../statistics/moments.ts";
import { permutationTest, type Drawing, type PermutationTest } from "../statistics/permutation-test.ts";
import { signFlipTest } from "../statistics/sign-flip-test.ts";
import type { Contrast } from "./arm.ts";
import { instanceValues, type InstanceValue } from "./instance-values.ts";
import { orderInTime } from "./order-in-time.ts";
import { pairRuns } from "./pair-runs.ts";
import { surroundingDifferences } from "./surroundings.ts";
import type { Evidence } from "./verdict.ts";

/** Fewer observations in an arm have no interval. */
const fewestForInterval = 3;
const confidence = 0.95;

/**
 * Computes what a judgement of one contrast rests on. `band`: the ratio up to which arms count as equal, for
 * example 1.05.
 */
export function examine(contrast: Contrast, band: number, drawing?: Drawing): Evidence {
  const baseline = instanceValues(contrast.baseline);
  const candidate = instanceValues(contrast.candidate);
  const common = {
    measure: contrast.measure,
    baseline: { ...pick(contrast.baseline), instances: baseline },
    candidate: { ...pick(contrast.candidate), instances: candidate },
    surroundings: surroundingDifferences(contrast),
  };
  const pairs = pairRuns(baseline, candidate);
  if (pairs) {
    const { differences, order, unpaired } = pairs;
    return {
      ...common,
      design: "paired",
      n: differences.length,
      unpaired,
      ...judgeable(differences.length, "pair", band, {
        mean: moments(differences).mean,
        arithmetic: () => [paired(differences), signFlipTest(differences, drawing)],
      }),
      spreadRatio: unknownBecause("pairs have one spread"),
      order: known(order, "it is not known when all runs ran"),
    };
  }
  const [a, b] = [logs(baseline), logs(candidate)];
  const n = Math.min(a.length, b.length);
  return {
    ...common,
    design: "independent",
    n,
    unpaired: 0,
    ...judgeable(n, "instance", band, {
      mean: moments(b).mean - moments(a).mean,
      arithmetic: () => [welch(a, b), permutationTest(a, b, drawing)],
    }),
    spreadRatio: n < 2 ? unknownBecause("an arm has fewer than 2 instances") : { value: spreadRatio(a, b) },
    order:
      n === 0
        ? unknownBecause("an arm has no runs")
        : known(orderInTime(baseline.map(ran), candidate.map(ran)), "it is not known when all instances ran"),
  };
}

const pick = ({ label, leftOut }: Contrast["baseline"]) => ({ label, leftOut });
const ran = (of: InstanceValue) => of.ran;
const logs = (values: readonly InstanceValue[]): number[] => values.map(({ logMedian }) => logMedian);
const known = (value: number | null, reason: string): Observed<number> =>
  value === null ? unknownBecause(reason) : { value };

function spreadRatio(a: readonly number[], b: readonly number[]): number {
  const [first, second] = [moments(a).variance, moments(b).variance];
  return first === second ? 1 : Math.sqrt(Math.max(first, second) / Math.min(first, second));
}

interface Arithmetic {
  readonly mean: number;
  /** Called only where there are enough observations for it. */
  readonly arithmetic: () => readonly [MeanDifference, PermutationTest];
}

function judgeable(
  n: number,
  unit: string,
  band: number,
  { mean, arithmetic }: Arithmetic,
): Pick<Evidence, "ratio" | "interval" | "test" | "equivalence"> {
  const ratio = n === 0 ? unknownBecause(`there is no ${unit} to compare`) : { value: Math.exp(mean) };
  if (n < fewestForInterval) {
    const none = unknownBecause(`n=${n}: it needs ${fewestForInterval} ${unit}s`);
    return { ratio, interval: none, test: none, equivalence: none };
  }
  const [difference, test] = arithmetic();
  const [low, high] = tInterval(difference, confidence);
  return {
    ratio,
    interval: { value: [Math.exp(low), Math.exp(high)] },
    test: { value: test },
    equivalence: { value: { p: equivalenceTest(difference, Math.log(band)), band } },
  };
}
