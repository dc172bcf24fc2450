import type { PriceBook } from "../../../contract/prices/price-book.ts";
import { publishedRuns } from "../../estimate/published-runs.ts";
import type { KnownRun } from "../../estimate/known-run.ts";
import type { PageOfElsewhere } from "../elsewhere-pages.ts";
import type { EstimateDefaults } from "../pages/estimate-page.ts";
import type { SiteTarget } from "../target/site-target.ts";
import { dataScript } from "./data-script.ts";
import { writeData } from "./write-data.ts";

export interface EstimateData {
  readonly file: string;
  readonly simulations: readonly string[];
  readonly regions: readonly string[];
  readonly defaults: EstimateDefaults;
}

/** Writes what estimates rest on: the runs whose time is known, and the list prices. */
export async function writeEstimateData({
  target,
  stored,
  prices,
  region,
  pageOfElsewhere,
}: {
  readonly target: SiteTarget;
  readonly stored: readonly KnownRun[];
  readonly prices: PriceBook;
  readonly region: string;
  readonly pageOfElsewhere: PageOfElsewhere;
}): Promise<EstimateData> {
  const runs: KnownRun[] = [...stored, ...publishedRuns()];
  const priceRecords = prices.records
    .filter(({ purchase }) => purchase === "on-demand")
    // As a book takes them: of one day, the later ones later.
    .toReversed();
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
  const pages = Object.fromEntries(
    runs.flatMap(({ id, origin, source }) => {
      const page =
        origin === "measured" ? null : pageOfElsewhere({ id: origin === "imported" ? source : id });
      return page === null ? [] : [[id, page]];
    }),
  );
  const text = dataScript("estimate", JSON.stringify({ runs, priceRecords, defaults, pages }));
  const file = await writeData(target, "estimate.js", text);
  return { file, simulations, regions, defaults };
}
