import type { Contrast } from "../../report/compare/arm.ts";
import { judgeFamily } from "../../report/compare/judge-family.ts";
import type { Verdict } from "../../report/compare/verdict.ts";
import { seededRandom, type SeededRandom } from "../../report/statistics/seeded-random.ts";
import { syntheticArm, wallTime } from "./arms.ts";
import type { Noise } from "./noise.ts";

export interface FamilyKind {
  /** Instances in each arm. */
  readonly n: number;
  /** Contrasts. */
  readonly m: number;
  readonly noise: Noise;
  /** Standard deviation of the logarithms. */
  readonly spread: number;
  /** Logarithm by which everything becomes slower from the first to the last instance. */
  readonly drift?: number;
  /** blocks: one instance of each arm in random order, then again; apart: the baseline first. */
  readonly order?: "blocks" | "apart";
  /** Logarithm of the true ratio of the first contrast; the others have none. */
  readonly effect?: number;
}

/** A made-up family of contrasts, each of two arms of `n` instances. */
function syntheticFamily(kind: FamilyKind, random: SeededRandom): Contrast[] {
  return Array.from({ length: kind.m }, (_, index) => {
    const [first, second] = places(kind, random);
    const effect = index === 0 ? (kind.effect ?? 0) : 0;
    return {
      name: `contrast ${index}`,
      measure: wallTime,
      baseline: syntheticArm("a", draw(kind, first, 0, random), first),
      candidate: syntheticArm("b", draw(kind, second, effect, random), second),
    };
  });
}

/** The fraction of families, of the seeds 1 to `seeds`, for which `counts` holds. */
export function fractionOfFamilies(
  kind: FamilyKind,
  seeds: number,
  counts: (words: readonly string[]) => boolean,
  judge: (family: readonly Contrast[]) => readonly Verdict[] = judgeFamily,
): number {
  let found = 0;
  for (let seed = 1; seed <= seeds; seed += 1) {
    if (counts(judge(syntheticFamily(kind, seededRandom(seed))).map(({ ruling }) => ruling.word))) found += 1;
  }
  return found / seeds;
}

export const hasDifference = (words: readonly string[]): boolean =>
  words.includes("better") || words.includes("worse");

function draw(
  { n, noise, spread, drift = 0 }: FamilyKind,
  at: readonly number[],
  effect: number,
  random: SeededRandom,
) {
  return at.map((place) => [100 * Math.exp(effect + spread * noise(random) + (drift * place) / (2 * n - 1))]);
}

function places({ n, order = "blocks" }: FamilyKind, random: SeededRandom): [number[], number[]] {
  const indices = Array.from({ length: n }, (_, index) => index);
  if (order === "apart") return [indices, indices.map((index) => n + index)];
  const first = indices.map((block) => 2 * block + random.below(2));
  return [first, first.map((place) => place ^ 1)];
}
