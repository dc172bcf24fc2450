import { shippedPrices } from "../../contract/prices/on-demand-price.ts";
import type { PriceBook } from "../../contract/prices/price-book.ts";
import type { ResultStore } from "../read/result-store.ts";
import type { Retraction } from "../read/retractions.ts";
import { loadRuns } from "../index/load-runs.ts";
import { shownColumns } from "./arm-figures.ts";
import {
  choicesOf,
  compareArms,
  type ComparedArms,
  type ComparisonRequest,
  type LoadedRuns,
} from "./compare-arms.ts";
import { verdictIds } from "./verdict-record.ts";

/** One contrast, by an id under which it can be explained. */
export type ComparedContrast = ComparedArms["contrasts"][number] & { readonly id: string };

export interface Comparison extends ComparedArms {
  readonly contrasts: readonly ComparedContrast[];
}

/** What is compared; without prices, by those that come with this program. */
export type RequestedComparison = Omit<ComparisonRequest, "prices"> & { readonly prices?: PriceBook };

/** Compares indexed runs as asked. */
export async function compareRuns(
  stores: readonly ResultStore[],
  request: RequestedComparison,
  retractions: readonly Retraction[],
): Promise<Comparison> {
  const choices = choicesOf(request);
  const loaded = await loadRuns(stores, shownColumns, (run) => choices.some(({ includes }) => includes(run)));
  return compareLoaded(loaded, request, retractions);
}

/** The same of runs that are loaded already, among others. */
export function compareLoaded(
  loaded: LoadedRuns,
  { prices = shippedPrices, ...request }: RequestedComparison,
  retractions: readonly Retraction[],
): Comparison {
  const compared = compareArms(loaded, { ...request, prices }, retractions);
  const ids = verdictIds(compared.record);
  return {
    ...compared,
    contrasts: compared.contrasts.map((contrast, index) => ({ ...contrast, id: ids[index] ?? "" })),
  };
}
