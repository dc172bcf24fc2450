import { loadScenario } from "../../contract/load-scenario.ts";
import { publishedRuns } from "../../report/estimate/published-runs.ts";
import { predictFromHistory } from "../../report/plan/history.ts";
import { predictFromEstimate } from "../../report/plan/predict-from-estimate.ts";
import { firstKnown } from "../../report/plan/predict.ts";
import { simulate as run } from "../../simulation/simulate.ts";
import { simulatedNotice, simulationText } from "../../simulation/simulation-text.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { historyOf } from "../plan/history-of.ts";
import { knownPrices } from "../prices/price-store.ts";

interface SimulateOptions {
  readonly seed?: number;
  readonly results?: readonly string[];
  readonly json?: true;
}

/** Says what a scenario and its variants would come to. Runs nothing. */
export async function simulate(name: string, { seed, results, json }: SimulateOptions): Promise<number> {
  const scenario = loadScenario(name);
  const prices = await knownPrices();
  const needsHistory = scenario.variants.some((variant) =>
    Object.values(variant.scenario.jobs).some(({ kind }) => kind === "suite"),
  );
  const runs = needsHistory ? await historyOf(results) : [];
  const priceOf = (type: string) => prices.onDemand(type, scenario.region);
  const simulation = await run(scenario, {
    seed,
    prices,
    predict: firstKnown(
      predictFromHistory(runs, "instances", priceOf),
      predictFromEstimate(publishedRuns(), priceOf),
    ),
  });
  console.log(
    json
      ? JSON.stringify({ format: 1, notice: simulatedNotice, ...simulation }, null, 2)
      : simulationText(simulation),
  );
  return cliExitCodes.success;
}
