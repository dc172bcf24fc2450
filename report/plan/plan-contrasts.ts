import type { Observed } from "../../contract/observed.ts";
import type { Suite } from "../../contract/suite.ts";
import { detectableDifference, smallestForWord, type DetectableDifference } from "./detectable-difference.ts";
import { reachableWords } from "./reachable-words.ts";

/** How much the values of instances vary, and how that is known. */
interface Variation {
  /** Standard deviation over mean. */
  readonly coefficient: number;
  readonly basis: "history" | "assumed";
}

export interface PlannedContrast {
  readonly name: string;
  readonly baseline: string;
  readonly candidate: string;
  /** Instances in each arm, if every job gets one of its own, and 1 on this machine; 0 where an arm is left out of the plan. */
  readonly n: number;
  readonly variation: Variation;
  /** Words that no outcome leads to. */
  readonly unreachable: readonly string[];
  /** Ratios, with power 0.8. */
  readonly detectable: DetectableDifference;
  /** The fewest replicates with which "better" or "worse" reach power 0.8; `null` where the planned are enough, where an arm is left out, and on one machine. */
  readonly advisedReplicates: Observed<number> | null;
}

export interface PlannedFamily {
  readonly contrasts: readonly PlannedContrast[];
  /** Instances in each arm that are planned. */
  readonly instances: number;
  /** Instances in each arm that a family of this size demands. */
  readonly needs: number;
}

/** Where no history says it; about what virtual machines of one type differ by (docs/comparison.md). */
const assumed: Variation = { coefficient: 0.02, basis: "assumed" };

export interface FamilyInputs {
  readonly contrasts: Suite["primary_contrasts"];
  /** Ids of the benchmarks that the plan has. */
  readonly planned: ReadonlySet<string>;
  /** In each arm. */
  readonly instances: number;
  /** Whether more replicates are more instances: on one machine they are not. */
  readonly canGrow: boolean;
  /** Of a benchmark, from history. */
  readonly variationOf: (benchmark: string) => Observed<number>;
}

/** What the primary contrasts of a suite can come to, judged as one family: left out of the plan, one still counts. */
export function planContrasts({
  contrasts,
  planned,
  instances,
  canGrow,
  variationOf,
}: FamilyInputs): PlannedFamily {
  const size = contrasts.length;
  const reach = (
    n: number,
    { coefficient }: Variation,
  ): Pick<PlannedContrast, "detectable" | "advisedReplicates"> => {
    const comparison = { n, contrasts: size, coefficientOfVariation: coefficient };
    const detectable = detectableDifference(comparison);
    return {
      detectable,
      advisedReplicates:
        canGrow && n > 0 && detectable.byWord.value === null ? smallestForWord(comparison) : null,
    };
  };
  const known = new Map<string, ReturnType<typeof reach>>();
  const reachOf = (n: number, variation: Variation) => {
    const key = `${n} ${variation.coefficient}`;
    const of = known.get(key) ?? reach(n, variation);
    known.set(key, of);
    return of;
  };
  return {
    contrasts: contrasts.map(({ name, baseline, candidate }) => {
      const n = planned.has(baseline) && planned.has(candidate) ? instances : 0;
      const variation = widest([variationOf(baseline), variationOf(candidate)]);
      const { unreachable } = reachableWords(n, size);
      return { name, baseline, candidate, n, variation, unreachable, ...reachOf(n, variation) };
    }),
    instances,
    needs: reachableWords(instances, size).needs,
  };
}

/** Of the arm that varies more, if both are known. */
function widest(arms: readonly Observed<number>[]): Variation {
  const known = arms.flatMap(({ value }) => value ?? []);
  return known.length < arms.length ? assumed : { coefficient: Math.max(...known), basis: "history" };
}
