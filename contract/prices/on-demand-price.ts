import july from "./us-east-1-2026-07-20.json" with { type: "json" };
import november from "./us-east-1-2026-11-22.json" with { type: "json" };
import { priceBook, type Price, type PriceBook } from "./price-book.ts";
import type { PriceRecord } from "./price-record.ts";

/** Checked when they are written and by their test: they are ours, and a page in a browser needs no schema for them. */
const shipped = [july, november] as unknown as readonly PriceRecord[];

/** The prices that come with this program. */
export const shippedPrices: PriceBook = priceBook(shipped);

/** The list price of an instance; `undefined` where no record has it, and then there is no estimate either. */
export function onDemandPrice(instanceType: string, region: string): Price | undefined {
  return shippedPrices.onDemand(instanceType, region);
}
