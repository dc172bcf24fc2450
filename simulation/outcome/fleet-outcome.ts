import { unknownBecause, type Observed } from "../../contract/observed.ts";
import type { PriceBook } from "../../contract/prices/price-book.ts";
import type { ScenarioEnvironment } from "../../contract/scenario.ts";
import type { InstanceUse } from "../model/instance-ledger.ts";
import type { FleetOutcome } from "./outcome.ts";

const hour = 3_600_000;

interface KnownPrice {
  readonly usdPerHour: Observed<number>;
  readonly source: string | null;
}

/** What the instances of one type of an environment cost. */
export function fleetOutcome(
  use: InstanceUse,
  environment: ScenarioEnvironment,
  prices: PriceBook,
  region: string,
): FleetOutcome {
  const billedHours = use.billedMilliseconds / hour;
  const price = priceOf(use.type, environment, prices, region);
  const list = listPrice(use.type, prices, region);
  const times = ({ usdPerHour }: KnownPrice): Observed<number> =>
    usdPerHour.value === null ? usdPerHour : { value: usdPerHour.value * billedHours };
  return {
    environment: use.environment,
    type: use.type,
    purchase: environment.purchase,
    instances: use.instances,
    mostAtOnce: use.most,
    instanceHours: use.milliseconds / hour,
    billedHours,
    interruptions: use.interruptions,
    usd: times(price),
    usdOnDemand: times(list),
    price: price.source,
  };
}

function priceOf(
  type: string,
  { usd_per_hour: stated, purchase }: ScenarioEnvironment,
  prices: PriceBook,
  region: string,
): KnownPrice {
  const said = stated[type];
  if (said !== undefined)
    return { usdPerHour: { value: said }, source: `$${said}/h, ${purchase}, as the scenario says` };
  return purchase === "spot" ? spotPrice(type, prices, region) : listPrice(type, prices, region);
}

function listPrice(type: string, prices: PriceBook, region: string): KnownPrice {
  const price = prices.onDemand(type, region);
  if (!price) return { usdPerHour: unknownBecause(`no price record of ${type} in ${region}`), source: null };
  const { recorded_on: on, certainty } = price.record;
  return {
    usdPerHour: { value: price.usdPerHour },
    source: `$${price.usdPerHour}/h, ${region}, on-demand, recorded ${on}, ${certainty}`,
  };
}

/** On average over the time and the zones of the latest record that has the type. */
function spotPrice(type: string, prices: PriceBook, region: string): KnownPrice {
  for (const record of prices.records) {
    if (record.purchase !== "spot" || record.region !== region) continue;
    const zones = Object.entries(record.usd_per_hour[type] ?? {});
    const means = zones.flatMap(([zone, [oldest]]) => {
      if (!oldest) return [];
      const from = oldest.since > record.from ? oldest.since : record.from;
      const { value } = prices.spot(type, zone, { from, to: record.until });
      return value === null ? [] : [value];
    });
    if (means.length === 0) continue;
    const usd = means.reduce((sum, of) => sum + of, 0) / means.length;
    return {
      usdPerHour: { value: usd },
      source: `$${usd.toFixed(4)}/h, Spot, mean of ${means.length} zones of ${region} from ${record.from} to ${record.until}`,
    };
  }
  return {
    usdPerHour: unknownBecause(
      `no Spot price record of ${type} in ${region}: gcbench prices refresh --spot fetches them, or say usd_per_hour`,
    ),
    source: null,
  };
}
