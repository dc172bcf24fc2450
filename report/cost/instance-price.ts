import { unknownBecause, type Observed } from "../../contract/observed.ts";
import { onDemandPrice } from "../../contract/prices/on-demand-price.ts";

/** How an instance was bought and where, as observed. */
export interface PricedInstance {
  readonly type: Observed<string>;
  readonly availabilityZone: Observed<string>;
  readonly purchaseOption: Observed<string>;
}

/**
 * Dollars per hour of an instance, by the price record of its region. Only on-demand instances have a list price:
 * what a Spot instance cost depends on place and time.
 */
export function instancePrice({ type, availabilityZone, purchaseOption }: PricedInstance): Observed<number> {
  if (type.value === null) return type;
  if (availabilityZone.value === null) return unknownBecause(`no region: ${availabilityZone.reason}`);
  if (purchaseOption.value === null) return unknownBecause(`how it was bought: ${purchaseOption.reason}`);
  if (purchaseOption.value !== "on-demand") {
    return unknownBecause(`no price record of ${purchaseOption.value} instances`);
  }
  const region = regionOf(availabilityZone.value);
  const price = onDemandPrice(type.value, region);
  return price
    ? { value: price.usdPerHour }
    : unknownBecause(`no price record of ${type.value} in ${region}`);
}

/** us-east-1a → us-east-1. Of a local zone (us-east-1-bos-1a), whose prices are its own, no region that has a record. */
const regionOf = (zone: string): string => zone.replace(/[a-z]$/, "");
