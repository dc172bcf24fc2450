import { loadSuite } from "../../contract/load-suite.ts";
import { requireBudget } from "../../report/plan/plan-suite.ts";
import { planText } from "../../report/terminal/plan-text.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { makePlan, type PlanSelection } from "../plan/make-plan.ts";

export interface PlanOptions extends PlanSelection {
  readonly local?: true;
  /** US dollars. */
  readonly budget?: number;
  readonly json?: true;
}

/** Says what submitting a suite would do, take, cost and be able to find out. Submits nothing. */
export async function plan(name: string, options: PlanOptions): Promise<number> {
  const { suite, sha256 } = loadSuite(name);
  const made = await makePlan(suite, options, options.local ? "this-machine" : "instances");
  if (options.json) console.log(JSON.stringify({ format: 1, suite_sha256: sha256, ...made }, null, 2));
  else console.log(planText(made));
  if (options.budget !== undefined) requireBudget(made, options.budget);
  return cliExitCodes.success;
}
