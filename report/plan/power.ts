import { surroundingKeys, type Arm, type Contrast, type Surroundings } from "../compare/arm.ts";
import { judgeFamily } from "../compare/judge-family.ts";
import { seededRandom } from "../statistics/seeded-random.ts";

export interface PlannedComparison {
  /** Instances in each arm. */
  readonly n: number;
  /** Primary contrasts of the suite. */
  readonly contrasts: number;
  /** Standard deviation over mean of one instance's value. */
  readonly coefficientOfVariation: number;
  /** Band of equivalence; see judgeFamily. */
  readonly band?: number;
}

export interface Power {
  /** How often the adjusted p is at most 0.05. */
  readonly test: number;
  /**
   * How often the verdict is "better" or "worse". Lower: equivalence comes first, and unequal spread withholds
   * words.
   */
  readonly word: number;
}

const alpha = 0.05;
const trials = 1000;

/**
 * How often a true `ratio` would be found, by judging made-up experiments (normal noise in logarithms) with the
 * very code that judges real ones. The suite's other contrasts count in the family and find nothing, so this is the
 * least power: what they find makes Holm's adjustment milder. The same seed draws the same noise for every ratio.
 */
export function power(planned: PlannedComparison, ratio: number, seed = 1): Power {
  const { contrasts, coefficientOfVariation, band } = planned;
  const random = seededRandom(seed);
  const spread = Math.sqrt(Math.log1p(coefficientOfVariation ** 2));
  const others = Array.from({ length: contrasts - 1 }, () => made(0, [], []));
  const noise = () => Array.from({ length: planned.n }, () => Math.exp(spread * random.normal()));
  // Fewer than a verdict draws, and enough to tell p at the limit of the family.
  const drawing = { seed, draws: 100 * Math.max(10, contrasts) };
  const options = { drawing, ...(band ? { band } : {}) };
  let tests = 0;
  let words = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const [verdict] = judgeFamily([made(trial, noise(), noise(), ratio), ...others], options);
    if (!verdict) continue;
    if ((verdict.evidence.test.value?.p ?? 1) * contrasts <= alpha) tests += 1;
    if (verdict.ruling.word === "better" || verdict.ruling.word === "worse") words += 1;
  }
  return { test: tests / trials, word: words / trials };
}

function made(trial: number, baseline: readonly number[], candidate: readonly number[], ratio = 1): Contrast {
  const measure = { name: "wall time", unit: "s", better: "lower" } as const;
  return {
    name: `simulated ${trial}`,
    measure,
    baseline: arm("baseline", baseline),
    candidate: arm(
      "candidate",
      candidate.map((value) => value * ratio),
    ),
  };
}

/** All at once, as a plan submits them. */
const ran = { begin: new Date(0), end: new Date(1) };
const surroundings = Object.fromEntries(surroundingKeys.map((name) => [name, null])) as Surroundings;

const arm = (label: string, values: readonly number[]): Arm => ({
  label,
  subject: {},
  leftOut: [],
  instances: values.map((value, index) => ({
    instance: { kind: "observed", id: `${label}-${index}` },
    runs: [{ value, ran, result: "simulated" }],
    reservations: [],
    surroundings,
  })),
});
