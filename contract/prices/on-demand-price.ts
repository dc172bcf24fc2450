import july from "./us-east-1-2026-07-20.json" with { type: "json" };
import november from "./us-east-1-2026-11-22.json" with { type: "json" };
import { priceBook, type Price, type PriceBook } from "./price-book.ts";
import { priceRecord } from "./price-record.ts";

/** The prices that come with this program. */
export const shippedPrices: PriceBook = priceBook(
  [july, november].map((record) => priceRecord.parse(record)),
);

/** The list price of an instance; `undefined` where no record has it, and then there is no estimate either. */
export function onDemandPrice(instanceType: string, region: string): Price | undefined {
  return shippedPrices.onDemand(instanceType, region);
}
