import { paginateGetProducts, type Filter, type PricingClient } from "@aws-sdk/client-pricing";
import { z } from "zod";
import { GeosBenchError } from "../../contract/errors.ts";
import { parseJson } from "../../contract/parse-json.ts";
import type { OnDemandRecord } from "../../contract/prices/price-record.ts";

/** What an entry of the price list says, as far as it is used (AWS Price List user guide, "Reading an offer"). */
const product = z.looseObject({
  product: z.looseObject({ attributes: z.looseObject({ instanceType: z.string() }) }),
  terms: z.looseObject({
    OnDemand: z
      .record(
        z.string(),
        z.looseObject({
          priceDimensions: z.record(
            z.string(),
            z.looseObject({ unit: z.string(), pricePerUnit: z.record(z.string(), z.string()) }),
          ),
        }),
      )
      .default({}),
  }),
});

export interface OnDemandAnswer {
  readonly record: OnDemandRecord;
  /** Types with more than one price: none is taken. */
  readonly ambiguous: readonly { readonly instanceType: string; readonly usd: readonly number[] }[];
}

/**
 * Today's list prices of a region's Linux instances, from the AWS Price List. Without `preInstalledSw` and
 * `capacitystatus` the answer has SQL Server's and reserved capacity's, too. Throws {@link GeosBenchError} `no-prices`,
 * `invalid-price-list`.
 */
export async function onDemandPrices(
  client: PricingClient,
  region: string,
  recordedOn: string,
): Promise<OnDemandAnswer> {
  const found = new Map<string, Set<number>>();
  for (const text of await priceList(client, region)) {
    const { product: of, terms } = parseJson(product, text, "priceList");
    const dimensions = Object.values(terms.OnDemand).flatMap((term) => Object.values(term.priceDimensions));
    for (const { unit, pricePerUnit } of dimensions) {
      const usd = Number(pricePerUnit["USD"]);
      // A zero is of capacity that is paid for elsewhere.
      if (unit !== "Hrs" || !(usd > 0)) continue;
      const { instanceType } = of.attributes;
      found.set(instanceType, (found.get(instanceType) ?? new Set()).add(usd));
    }
  }
  const sorted = Array.from(found, ([instanceType, usd]) => ({ instanceType, usd: [...usd] })).sort((a, b) =>
    a.instanceType < b.instanceType ? -1 : 1,
  );
  const single = sorted.filter(({ usd }) => usd.length === 1);
  if (single.length === 0) {
    throw new GeosBenchError(`The AWS Price List has no on-demand price of Linux instances in ${region}.`, {
      code: "no-prices",
      hint: "Give a region's code, for example us-east-1 or eu-central-1 (aws ec2 describe-regions lists them).",
    });
  }
  return {
    record: {
      region,
      operating_system: "Linux",
      purchase: "on-demand",
      recorded_on: recordedOn,
      source: "AWS Price List, GetProducts",
      certainty: "price-list",
      usd_per_hour: Object.fromEntries(single.map(({ instanceType, usd: [usd = 0] }) => [instanceType, usd])),
    },
    ambiguous: sorted.filter(({ usd }) => usd.length > 1),
  };
}

async function priceList(client: PricingClient, region: string): Promise<string[]> {
  const entries: string[] = [];
  const pages = paginateGetProducts({ client }, { ServiceCode: "AmazonEC2", Filters: filtersOf(region) });
  for await (const { PriceList: page = [] } of pages) entries.push(...page.map(String));
  return entries;
}

function filtersOf(region: string): Filter[] {
  const wanted = {
    regionCode: region,
    operatingSystem: "Linux",
    preInstalledSw: "NA",
    tenancy: "Shared",
    capacitystatus: "Used",
    marketoption: "OnDemand",
  };
  return Object.entries(wanted).map(([Field, Value]) => ({ Type: "TERM_MATCH", Field, Value }));
}
