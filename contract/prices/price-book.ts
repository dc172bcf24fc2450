import { unknownBecause, type Observed } from "../observed.ts";
import type { OnDemandRecord, PriceRecord, SpotRecord } from "./price-record.ts";

export interface Price {
  readonly usdPerHour: number;
  readonly record: Omit<OnDemandRecord, "usd_per_hour">;
}

/** Price records, asked for one price. */
export interface PriceBook {
  readonly records: readonly PriceRecord[];
  /** The list price of an instance, of the latest record that has one; `undefined` where none does. */
  onDemand(instanceType: string, region: string): Price | undefined;
  /**
   * What a Spot instance cost in US$ per hour, on average over a time; `null` where the records do not cover all of
   * it. Times are ISO 8601.
   */
  spot(instanceType: string, availabilityZone: string, during: Interval): Observed<number>;
}

interface Interval {
  readonly from: string;
  readonly to: string;
}

/** Later records come before earlier ones; of one day, those that are given later. */
export function priceBook(records: readonly PriceRecord[]): PriceBook {
  const newestFirst = records
    .toReversed()
    .sort((a, b) => (a.recorded_on < b.recorded_on ? 1 : a.recorded_on > b.recorded_on ? -1 : 0));
  const onDemand = newestFirst.filter((record) => record.purchase === "on-demand");
  const spot = newestFirst.filter((record) => record.purchase === "spot");
  return {
    records: newestFirst,
    onDemand(instanceType, region) {
      for (const { usd_per_hour: prices, ...record } of onDemand) {
        const usdPerHour =
          record.region === region && Object.hasOwn(prices, instanceType) ? prices[instanceType] : undefined;
        if (usdPerHour !== undefined) return { usdPerHour, record };
      }
      return undefined;
    },
    spot(instanceType, availabilityZone, during) {
      const inZone = spot.filter(
        ({ usd_per_hour: prices }) => prices[instanceType]?.[availabilityZone] !== undefined,
      );
      if (inZone.length === 0) {
        return unknownBecause(`no Spot price record of ${instanceType} in ${availabilityZone}`);
      }
      for (const record of inZone) {
        const usd = meanOver(record, record.usd_per_hour[instanceType]?.[availabilityZone] ?? [], during);
        if (usd !== undefined) return { value: usd };
      }
      const covered = inZone.map(({ from, until }) => `${from} to ${until}`).join(", ");
      return unknownBecause(
        `the Spot prices of ${instanceType} in ${availabilityZone} cover ${covered}, not ${during.from} to ${during.to}`,
      );
    },
  };
}

/** Weighted by time; `undefined` where a part of it is not covered. */
function meanOver(
  { from, until }: SpotRecord,
  changes: readonly { readonly since: string; readonly usd: number }[],
  during: Interval,
): number | undefined {
  const [begin, end] = [Date.parse(during.from), Date.parse(during.to)];
  const first = changes[0];
  if (!first || end < begin) return undefined;
  const knownFrom = Math.max(Date.parse(from), Date.parse(first.since));
  if (begin < knownFrom || end > Date.parse(until)) return undefined;
  const at = (time: number) => changes.findLast(({ since }) => Date.parse(since) <= time)?.usd;
  if (end === begin) return at(begin);
  let sum = 0;
  for (const [index, { since, usd }] of changes.entries()) {
    const next = changes[index + 1];
    const stop = Math.min(end, next ? Date.parse(next.since) : end);
    const start = Math.max(begin, Date.parse(since));
    if (stop > start) sum += usd * (stop - start);
  }
  return sum / (end - begin);
}
