import { smallestSample } from "../statistics/smallest-sample.ts";

export interface Reach {
  /** Instances in each arm that every word needs, for so many primary contrasts. */
  readonly needs: number;
  /** Words that no outcome of the plan can lead to. */
  readonly unreachable: readonly string[];
}

/** Whether `n` instances in each arm are enough for any verdict at all. */
export function reachableWords(n: number, contrasts: number): Reach {
  const needs = smallestSample(contrasts);
  return { needs, unreachable: n < needs ? ["better", "worse", "equivalent"] : [] };
}
