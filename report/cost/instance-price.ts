import { unknownBecause, type Observed } from "../../contract/observed.ts";
import type { PriceBook } from "../../contract/prices/price-book.ts";

/** How an instance was bought, where and when, as observed. */
export interface PricedInstance {
  readonly type: Observed<string>;
  readonly availabilityZone: Observed<string>;
  readonly purchaseOption: Observed<string>;
  /** Of what is priced; ISO 8601. What a Spot instance cost depends on it. */
  readonly from?: Observed<string>;
  readonly to?: Observed<string>;
}

const noTime = unknownBecause("nobody says when it ran");

/**
 * Dollars per hour of an instance: on-demand by the price record of its region, Spot by the zone's prices while it ran.
 * Other ways of buying have no price that is the same for everybody.
 */
export function instancePrice(
  { type, availabilityZone, purchaseOption, from = noTime, to = noTime }: PricedInstance,
  prices: PriceBook,
): Observed<number> {
  if (type.value === null) return type;
  if (availabilityZone.value === null) return unknownBecause(`no region: ${availabilityZone.reason}`);
  if (purchaseOption.value === null) return unknownBecause(`how it was bought: ${purchaseOption.reason}`);
  if (purchaseOption.value === "spot") {
    if (from.value === null) return unknownBecause(`Spot prices change: ${from.reason}`);
    if (to.value === null) return unknownBecause(`Spot prices change: ${to.reason}`);
    return prices.spot(type.value, availabilityZone.value, { from: from.value, to: to.value });
  }
  if (purchaseOption.value !== "on-demand") {
    return unknownBecause(`no price record of ${purchaseOption.value} instances`);
  }
  const region = regionOf(availabilityZone.value);
  const price = prices.onDemand(type.value, region);
  return price
    ? { value: price.usdPerHour }
    : unknownBecause(`no price record of ${type.value} in ${region}`);
}

/** us-east-1a → us-east-1. Of a local zone (us-east-1-bos-1a), whose prices are its own, no region that has a record. */
const regionOf = (zone: string): string => zone.replace(/[a-z]$/, "");
