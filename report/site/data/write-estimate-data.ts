import type { PriceBook } from "../../../contract/prices/price-book.ts";
import { publishedRuns } from "../../estimate/published-runs.ts";
import type { KnownRun } from "../../estimate/known-run.ts";
import type { EstimateDefaults } from "../pages/estimate-page.ts";
import { dataFile } from "../site-layout.ts";
import type { SiteTarget } from "../target/site-target.ts";
import { dataScript } from "./data-script.ts";

export interface EstimateData {
  readonly file: string;
  readonly simulations: readonly string[];
  readonly regions: readonly string[];
  readonly defaults: EstimateDefaults;
}

/** Writes what estimates rest on: the runs whose time is known, and the list prices. */
export async function writeEstimateData(
  target: SiteTarget,
  stored: readonly KnownRun[],
  prices: PriceBook,
  region: string,
): Promise<EstimateData> {
  const runs: KnownRun[] = [...stored, ...publishedRuns()];
  const priceRecords = prices.records.filter(({ purchase }) => purchase === "on-demand");
  const regions = [...new Set(priceRecords.map((record) => record.region))].sort();
  const simulations = [
    ...new Set(runs.filter(({ model }) => model === "GEOS-Chem Classic").map(({ simulation }) => simulation)),
  ].sort();
  const defaults: EstimateDefaults = {
    simulation: simulations.includes("fullchem") ? "fullchem" : (simulations[0] ?? ""),
    resolution: "4x5",
    levels: "72",
    days: "365",
    type: "c7g.4xlarge",
    threads: "",
    region: regions.includes(region) ? region : (regions[0] ?? region),
    budget: "",
  };
  const text = dataScript("estimate", JSON.stringify({ runs, priceRecords, defaults }));
  const file = dataFile("estimate.js", text);
  await target.write(file, Buffer.from(text));
  return { file, simulations, regions, defaults };
}
