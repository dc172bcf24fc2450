import { shippedPrices } from "../../contract/prices/on-demand-price.ts";
import type { PriceBook } from "../../contract/prices/price-book.ts";
import { publishedTimings } from "../../contract/published/published-timings.ts";
import { runIndexColumns, type RunColumn } from "../../contract/run-index.ts";
import type { LoadedRuns } from "../compare/compare-arms.ts";
import type { SuiteJudgement } from "../compare/suite-judgement.ts";
import { loadImported, loadRuns } from "../index/load-runs.ts";
import type { StoredRow } from "../index/run-columns.ts";
import type { ResultStore } from "../read/result-store.ts";
import { retractionsOf, type Retraction } from "../read/retractions.ts";
import type { LeftOut } from "../read/stored-result.ts";
import { acknowledgementsOf } from "../track/acknowledgements.ts";
import { overview, type Overview } from "./overview.ts";

/** Judges what a suite was run to find out, from runs that are loaded where something is to be judged. */
export type Judge = (
  load: () => Promise<LoadedRuns>,
  retractions: readonly Retraction[],
) => Promise<SuiteJudgement>;

const allColumns = Object.keys(runIndexColumns) as RunColumn[];

/** What indexed places say, and the rows of their indexes that it sums up. */
export async function loadOverview(
  stores: readonly ResultStore[],
  given: { readonly judge: Judge; readonly leftOut: readonly LeftOut[]; readonly prices?: PriceBook },
): Promise<{ readonly shown: Overview; readonly rows: readonly StoredRow[] }> {
  const { judge, leftOut, prices = shippedPrices } = given;
  const loaded = await loadRuns(stores, allColumns);
  const imported = await loadImported(stores, allColumns);
  const retractions = await retractionsOf(stores);
  const shown = overview({
    places: stores.map(({ uri }) => uri),
    runs: loaded.runs,
    imported,
    published: publishedTimings,
    ...(await judge(async () => loaded, retractions)),
    retractions,
    acknowledgements: await acknowledgementsOf(stores),
    leftOut,
    conflicting: loaded.conflicting,
    prices,
  });
  return { shown, rows: [...loaded.runs, ...imported] };
}
