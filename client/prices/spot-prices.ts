import { paginateDescribeSpotPriceHistory, type EC2Client, type _InstanceType } from "@aws-sdk/client-ec2";
import { GeosBenchError } from "../../contract/errors.ts";
import type { SpotRecord } from "../../contract/prices/price-record.ts";

interface SpotQuestion {
  readonly region: string;
  readonly instanceTypes: readonly string[];
  readonly from: Date;
  readonly until: Date;
}

type History = SpotRecord["usd_per_hour"];

/**
 * Spot prices of Linux instances over a time, by zone. EC2 answers with the changes within the time and the last one
 * before it, and keeps 90 days (EC2 API reference, DescribeSpotPriceHistory). Throws {@link GeosBenchError} `no-prices`.
 */
export async function spotPrices(
  client: EC2Client,
  { region, instanceTypes, from, until }: SpotQuestion,
): Promise<SpotRecord> {
  const changes = new Map<string, Map<string, Map<string, number>>>();
  const pages = paginateDescribeSpotPriceHistory(
    { client },
    {
      InstanceTypes: instanceTypes as _InstanceType[],
      ProductDescriptions: ["Linux/UNIX"],
      StartTime: from,
      EndTime: until,
    },
  );
  for await (const { SpotPriceHistory: page = [] } of pages) {
    for (const { InstanceType: type, AvailabilityZone: zone, SpotPrice: price, Timestamp: since } of page) {
      const usd = Number(price);
      if (!type || !zone || !since || !(usd > 0)) continue;
      const zones = changes.get(type) ?? new Map<string, Map<string, number>>();
      const times = zones.get(zone) ?? new Map<string, number>();
      changes.set(type, zones.set(zone, times.set(since.toISOString(), usd)));
    }
  }
  if (changes.size === 0) {
    throw new GeosBenchError(`EC2 has no Spot price of ${instanceTypes.join(", ")} in ${region}.`, {
      code: "no-prices",
      hint: "Give types that the region has (--type), at most 90 days back (--days).",
    });
  }
  return {
    region,
    operating_system: "Linux",
    purchase: "spot",
    recorded_on: until.toISOString().slice(0, 10),
    source: "EC2 DescribeSpotPriceHistory",
    certainty: "price-history",
    from: from.toISOString(),
    until: until.toISOString(),
    usd_per_hour: historyOf(changes),
  };
}

function historyOf(changes: ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, number>>>): History {
  const sorted = <Value, To>(of: ReadonlyMap<string, Value>, to: (value: Value) => To): Record<string, To> =>
    Object.fromEntries(
      Array.from(of, ([name, value]) => [name, to(value)] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  return sorted(changes, (zones) =>
    sorted(zones, (times) =>
      Array.from(times, ([since, usd]) => ({ since, usd })).sort((a, b) => (a.since < b.since ? -1 : 1)),
    ),
  );
}
