import { fleetNames } from "../../contract/names.ts";
import { onDemandPrice } from "../../contract/prices/on-demand-price.ts";
import type { FleetConfig } from "../config/fleet.ts";
import { logWidget, type Place, type Widget } from "./widget.ts";

/**
 * What each fleet's jobs cost at least: their hours, which are their instance's since a job takes all of it, times the
 * list price. What no price record has is shown in hours only.
 */
export function costWidgets(
  fleets: readonly FleetConfig[],
  { region, prefix }: Place,
  logGroup: string,
): Widget[] {
  return fleets.map(({ name, instanceType, spot }) => {
    const price = onDemandPrice(instanceType, region);
    const hours = "sum(detail.stoppedAt - detail.startedAt) / 3600000";
    const cost = price ? `, ${hours} * ${price.usdPerHour} as usd_estimate` : "";
    return logWidget({
      title: `Estimated cost of ${name}, by month: ${priceText(instanceType, region, spot)}`,
      region,
      logGroup,
      query:
        `filter detail.status in ["SUCCEEDED", "FAILED"] and ispresent(detail.startedAt) ` +
        `and detail.jobQueue like "job-queue/${fleetNames(name, prefix).jobQueue}" ` +
        `| stats count(*) as jobs, ${hours} as job_hours${cost} by datefloor(@timestamp, 1mo)`,
    });
  });
}

function priceText(instanceType: string, region: string, spot: boolean): string {
  const price = onDemandPrice(instanceType, region);
  if (!price) return `no price of ${instanceType} in ${region} is on record, hours only`;
  const { recorded_on: date, certainty } = price.record;
  const doubt = certainty === "reported" ? ", unverified" : "";
  const bound = spot ? "; Spot costs less" : "";
  return `${instanceType} at $${price.usdPerHour} an hour (on demand, ${date}${doubt}${bound})`;
}
