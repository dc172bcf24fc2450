import { GeosBenchError } from "../../contract/errors.ts";
import { candidateTypes } from "../../contract/candidate-types.ts";
import { estimate, type Estimate, type PriceOf } from "./estimate.ts";
import type { EstimateRequest } from "./estimate-request.ts";
import type { KnownRun } from "./known-run.ts";

/**
 * Whether a budget suffices: for the whole interval, for part of it, not even for its lower end; or why nobody
 * knows.
 */
type BudgetAnswer = "suffices" | "may suffice" | "does not suffice" | "unknown";

export type BudgetOption =
  | { readonly instanceType: string; readonly answer: BudgetAnswer; readonly estimate: Estimate }
  | { readonly instanceType: string; readonly answer: "refused"; readonly reason: string };

/**
 * The same run on the instance types among which users choose, in their order: a list, never a ranking. Throws `bad-option`
 * for a budget that is none, and what {@link estimate} refuses whatever the type.
 */
export function withinBudget(
  request: Omit<EstimateRequest, "instanceType">,
  budgetUsd: number,
  runs: readonly KnownRun[],
  priceOf?: PriceOf,
): BudgetOption[] {
  if (!(budgetUsd > 0 && Number.isFinite(budgetUsd))) {
    throw new GeosBenchError(`Budget: given ${budgetUsd}, allowed: US dollars above 0.`, {
      code: "bad-option",
    });
  }
  return candidateTypes.map(({ name: instanceType }): BudgetOption => {
    try {
      const of = estimate({ ...request, instanceType }, runs, priceOf);
      return { instanceType, answer: answer(of, budgetUsd), estimate: of };
    } catch (error) {
      if (!(error instanceof GeosBenchError && error.code === "does-not-fit")) throw error;
      return { instanceType, answer: "refused", reason: error.message };
    }
  });
}

function answer({ usd }: Estimate, budgetUsd: number): BudgetAnswer {
  const range = usd.value?.interval.value;
  if (!range) return "unknown";
  const [low, high] = range;
  if (high <= budgetUsd) return "suffices";
  return low <= budgetUsd ? "may suffice" : "does not suffice";
}
