import type { Observed } from "../../contract/observed.ts";
import type { PermutationTest } from "../statistics/permutation-test.ts";
import type { Arm, Measure } from "./arm.ts";
import type { InstanceValue } from "./instance-values.ts";
import type { Objection } from "./objections.ts";
import type { SurroundingDifference } from "./surroundings.ts";

/** Everything that a judgement rests on: who reads it can compute it again. */
export interface Evidence {
  readonly measure: Measure;
  /** `paired`: two builds in turns on one instance, of which alone it says something. */
  readonly design: "independent" | "paired";
  readonly baseline: ArmEvidence;
  readonly candidate: ArmEvidence;
  /** Observations in the smaller arm, or pairs. */
  readonly n: number;
  /** Candidate over baseline: geometric means. */
  readonly ratio: Observed<number>;
  /** 95 %. */
  readonly interval: Observed<readonly [low: number, high: number]>;
  /** Not adjusted. */
  readonly test: Observed<PermutationTest>;
  /** Not adjusted; `band` is the largest ratio that counts as equal. */
  readonly equivalence: Observed<{ readonly p: number; readonly band: number }>;
  /** The larger standard deviation of the logarithms over the smaller. */
  readonly spreadRatio: Observed<number>;
  /** From −1 to 1: see orderInTime. */
  readonly order: Observed<number>;
  readonly surroundings: readonly SurroundingDifference[];
  /** Numbers of runs that had no partner in a paired comparison. */
  readonly unpaired: number;
}

interface ArmEvidence extends Pick<Arm, "label" | "leftOut"> {
  readonly instances: readonly InstanceValue[];
}

/** Why there is neither a difference nor equivalence. */
export type Doubt =
  | { readonly kind: "too-few"; readonly n: number; readonly needs: number }
  | { readonly kind: "confounded-with-time"; readonly order: number | null }
  | {
      readonly kind: "unequal-spread";
      readonly spreadRatio: number;
      readonly sizes: readonly [number, number];
    }
  | { readonly kind: "not-shown" };

export type Ruling =
  | { readonly word: "none"; readonly objections: readonly Objection[] }
  | { readonly word: "inconclusive"; readonly doubt: Doubt }
  | { readonly word: "equivalent" | "better" | "worse" }
  /** Not one of the declared contrasts: numbers, and no word. */
  | { readonly word: "exploratory"; readonly objections: readonly Objection[] };

export interface Verdict {
  readonly contrast: string;
  readonly ruling: Ruling;
  readonly evidence: Evidence;
  /** Holm's; `null` where the contrast was not tested, and where it is exploratory. */
  readonly adjusted: { readonly test: number | null; readonly equivalence: number | null };
  /** Declared contrasts that were adjusted together; `null` for an exploratory comparison. */
  readonly familySize: number | null;
}
