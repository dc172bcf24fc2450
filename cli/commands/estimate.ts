import { GeosBenchError } from "../../contract/errors.ts";
import { geosChemName } from "../../contract/model-log/model-names.ts";
import { withinBudget } from "../../report/estimate/budget.ts";
import { estimate as estimateRun } from "../../report/estimate/estimate.ts";
import { publishedRuns } from "../../report/estimate/published-runs.ts";
import { storedRuns, type StoredRuns } from "../../report/estimate/stored-runs.ts";
import { updateIndex } from "../../report/index/update-index.ts";
import { budgetText, estimateText } from "../../report/terminal/estimate-text.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { knownPrices } from "../prices/price-store.ts";
import { openPlaces } from "../results/open-places.ts";

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

/** Says how long a run would take and what it would cost, from what is stored and what others published. */
export async function estimate(given: readonly string[], options: EstimateOptions): Promise<number> {
  const { budget, instanceType, json, region, threads, simulation, ...rest } = options;
  const what = { ...rest, simulation: geosChemName(simulation) };
  const prices = await knownPrices();
  const priceOf = (name: string) => prices.onDemand(name, region);
  const request = { ...what, threads: threads ?? null };
  const stored = await runsOf(given);
  const runs = [...stored.runs, ...publishedRuns()];
  const about = { places: given, measured: 0, imported: 0, leftOut: Object.fromEntries(stored.leftOut) };
  for (const { origin } of stored.runs) if (origin !== "published") about[origin] += 1;
  if (budget !== undefined) {
    if (instanceType !== undefined) {
      throw new GeosBenchError("Both --instance-type and --budget are given.", {
        code: "bad-option",
        hint: "--budget looks at every instance type; --instance-type at one.",
      });
    }
    const answers = withinBudget(request, budget, runs, priceOf);
    console.log(
      json
        ? JSON.stringify({ format: 1, options: answers, results: about }, null, 2)
        : withResults(budgetText(answers, budget), about),
    );
    return cliExitCodes.success;
  }
  const answer = estimateRun({ ...request, instanceType: instanceType ?? null }, runs, priceOf);
  console.log(
    json
      ? JSON.stringify({ format: 1, ...answer, results: about }, null, 2)
      : withResults(estimateText(answer), about),
  );
  return cliExitCodes.success;
}

/** The runs of some places, their indexes brought up to date first. */
async function runsOf(given: readonly string[]): Promise<StoredRuns> {
  if (given.length === 0) return { runs: [], leftOut: new Map() };
  const places = await openPlaces(given);
  try {
    for (const store of places.stores) await updateIndex(store);
    return await storedRuns(places.stores);
  } finally {
    places.close();
  }
}

interface AboutResults {
  readonly places: readonly string[];
  readonly measured: number;
  readonly imported: number;
  readonly leftOut: Readonly<Record<string, number>>;
}

function withResults(text: string, { places, measured, imported, leftOut }: AboutResults): string {
  if (places.length === 0) return text;
  const not = Object.entries(leftOut).map(([reason, count]) => `${count} ${reason}`);
  const rest = not.length > 0 ? `; left out: ${not.join(", ")}` : "";
  return `${text}\n\nOf ${places.join(", ")}: ${measured} measured and ${imported} imported runs of GEOS-Chem${rest}.`;
}
