import { candidateTypes } from "../../contract/candidate-types.ts";
import { ec2TypeNames } from "../../contract/instance-types.ts";
import type { Price, PriceBook } from "../../contract/prices/price-book.ts";
import type { PriceRecord } from "../../contract/prices/price-record.ts";

/** A record without its prices, and how old it is. */
interface RecordSummary {
  readonly region: string;
  readonly purchase: PriceRecord["purchase"];
  readonly recordedOn: string;
  readonly ageDays: number;
  readonly certainty: PriceRecord["certainty"];
  readonly source: string;
  /** Instance types that it prices. */
  readonly types: number;
}

export interface PriceCoverage {
  readonly region: string;
  /** Of all regions, newest first. */
  readonly records: readonly RecordSummary[];
  /** Of the types that were asked for. */
  readonly prices: readonly { readonly instanceType: string; readonly price: Price | null }[];
  /** Types of EC2's catalogue that no record of the region prices on demand. */
  readonly typesWithoutPrice: readonly string[];
  /** Priced on demand in the region, and not in the catalogue: older, newer or other systems' types. */
  readonly pricesWithoutType: readonly string[];
}

const millisecondsPerDay = 86_400_000;

/** What the price records have and lack of a region's on-demand prices. `names`: default the candidates. */
export function priceCoverage(
  book: PriceBook,
  region: string,
  today: Date,
  names: readonly string[] = candidateTypes.map(({ name }) => name),
): PriceCoverage {
  const catalogue = new Set(ec2TypeNames);
  const priced = new Set(
    book.records.flatMap((record) =>
      record.purchase === "on-demand" && record.region === region ? Object.keys(record.usd_per_hour) : [],
    ),
  );
  return {
    region,
    records: book.records.map((record) => ({
      region: record.region,
      purchase: record.purchase,
      recordedOn: record.recorded_on,
      ageDays: Math.max(
        0,
        Math.floor((today.getTime() - Date.parse(record.recorded_on)) / millisecondsPerDay),
      ),
      certainty: record.certainty,
      source: record.source,
      types: Object.keys(record.usd_per_hour).length,
    })),
    prices: names.map((instanceType) => ({
      instanceType,
      price: book.onDemand(instanceType, region) ?? null,
    })),
    typesWithoutPrice: ec2TypeNames.filter((name) => !priced.has(name)),
    pricesWithoutType: [...priced].filter((name) => !catalogue.has(name)).sort(),
  };
}
