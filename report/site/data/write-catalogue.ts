import type { PriceBook } from "../../../contract/prices/price-book.ts";
import type { PriceRecord } from "../../../contract/prices/price-record.ts";
import type { Retraction } from "../../read/retractions.ts";
import type { SiteTarget } from "../target/site-target.ts";
import { dataScript } from "./data-script.ts";
import { writeData } from "./write-data.ts";
import type { ListedSet } from "./set-columns.ts";

/**
 * Writes what there is to choose from: the sets with the files of their runs, what was taken back, and what the machines
 * of the sets cost, by the prices that the site is made with.
 */
export async function writeCatalogue(
  target: SiteTarget,
  {
    sets,
    retractions,
    prices,
  }: {
    readonly sets: readonly ListedSet[];
    readonly retractions: readonly Retraction[];
    readonly prices: PriceBook;
  },
): Promise<string> {
  const types = new Set(sets.map(({ values }) => values.instance_type));
  // As a book takes them: of one day, the later ones later.
  const priceRecords = prices.records.map((record) => pricesOf(record, types)).toReversed();
  const text = dataScript("catalogue", JSON.stringify({ sets, retractions, priceRecords }));
  return writeData(target, "catalogue.js", text);
}

/** A record with the prices of some types. */
const pricesOf = (record: PriceRecord, types: ReadonlySet<string | null>): PriceRecord => {
  const known = Object.entries(record.usd_per_hour).filter(([type]) => types.has(type));
  return { ...record, usd_per_hour: Object.fromEntries(known) };
};
