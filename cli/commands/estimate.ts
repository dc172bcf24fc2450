import { GeosBenchError } from "../../contract/errors.ts";
import { withinBudget } from "../../report/estimate/budget.ts";
import { estimate as estimateRun } from "../../report/estimate/estimate.ts";
import { publishedRuns } from "../../report/estimate/published-runs.ts";
import { budgetText, estimateText } from "../../report/terminal/estimate-text.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { knownPrices } from "../prices/price-store.ts";

export interface EstimateOptions {
  readonly region: string;
  readonly simulation: string;
  readonly resolution: string;
  readonly levels: number;
  readonly days: number;
  readonly threads?: number;
  readonly instanceType?: string;
  readonly budget?: number;
  readonly json?: true;
}

/** Says how long a run would take and what it would cost, from what others published. */
export async function estimate(options: EstimateOptions): Promise<number> {
  const { budget, instanceType, json, region, threads, ...what } = options;
  const prices = await knownPrices();
  const priceOf = (name: string) => prices.onDemand(name, region);
  const request = { ...what, threads: threads ?? null };
  const runs = publishedRuns();
  if (budget !== undefined) {
    if (instanceType !== undefined) {
      throw new GeosBenchError("Both --instance-type and --budget are given.", {
        code: "bad-option",
        hint: "--budget looks at every instance type; --instance-type at one.",
      });
    }
    const answers = withinBudget(request, budget, runs, priceOf);
    console.log(
      json ? JSON.stringify({ format: 1, options: answers }, null, 2) : budgetText(answers, budget),
    );
    return cliExitCodes.success;
  }
  const answer = estimateRun({ ...request, instanceType: instanceType ?? null }, runs, priceOf);
  console.log(json ? JSON.stringify({ format: 1, ...answer }, null, 2) : estimateText(answer));
  return cliExitCodes.success;
}
