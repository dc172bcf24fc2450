import usEast1 from "./us-east-1.json" with { type: "json" };
import { priceRecord, type PriceRecord } from "./price-record.ts";

const records = [priceRecord.parse(usEast1)];

export interface Price {
  readonly usdPerHour: number;
  readonly record: Omit<PriceRecord, "usd_per_hour">;
}

/** The list price of an instance; `undefined` where no record has it, and then there is no estimate either. */
export function onDemandPrice(instanceType: string, region: string): Price | undefined {
  for (const { usd_per_hour: prices, ...record } of records) {
    const usdPerHour = record.region === region ? prices[instanceType] : undefined;
    if (usdPerHour !== undefined) return { usdPerHour, record };
  }
  return undefined;
}
