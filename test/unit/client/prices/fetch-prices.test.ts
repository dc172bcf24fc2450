import { EC2Client } from "@aws-sdk/client-ec2";
import { PricingClient } from "@aws-sdk/client-pricing";
import { describe, expect, test } from "vitest";
import { onDemandPrices } from "../../../../client/prices/on-demand-prices.ts";
import { spotPrices } from "../../../../client/prices/spot-prices.ts";
import { priceRecord } from "../../../../contract/prices/price-record.ts";
import { product, productPage, spotPage } from "../../../support/price-answers.ts";
import { replayedAws } from "../../../support/replayed-aws.ts";

const credentials = { accessKeyId: "test", secretAccessKey: "test" };

async function listing(...pages: Parameters<typeof replayedAws>[0]) {
  const { endpoint, requests } = await replayedAws(pages);
  const client = new PricingClient({ endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
  return { requests, answer: onDemandPrices(client, "eu-central-1", "2026-11-27") };
}

describe("the price list", () => {
  test("is read to its last page and becomes a dated record of its region", async () => {
    const { requests, answer } = await listing(
      productPage([product("c7g.4xlarge", "0.6624000000")], "more"),
      productPage([product("c7a.4xlarge", "0.9389000000")]),
    );
    const { record, ambiguous } = await answer;
    expect(priceRecord.parse(record)).toMatchObject({
      region: "eu-central-1",
      recorded_on: "2026-11-27",
      source: "AWS Price List, GetProducts",
      usd_per_hour: { "c7a.4xlarge": 0.9389, "c7g.4xlarge": 0.6624 },
    });
    expect(ambiguous).toEqual([]);
    const [first, second] = requests.map((body) => JSON.parse(body) as Record<string, unknown>);
    expect(second?.["NextToken"]).toBe("more");
    expect(first?.["Filters"]).toEqual(
      expect.arrayContaining([
        { Type: "TERM_MATCH", Field: "regionCode", Value: "eu-central-1" },
        { Type: "TERM_MATCH", Field: "preInstalledSw", Value: "NA" },
        { Type: "TERM_MATCH", Field: "operatingSystem", Value: "Linux" },
        { Type: "TERM_MATCH", Field: "capacitystatus", Value: "Used" },
        { Type: "TERM_MATCH", Field: "tenancy", Value: "Shared" },
      ]),
    );
  });

  test("with two prices of a type gives neither, and says so; a zero and a quantity are no price", async () => {
    const { answer } = await listing(
      productPage([
        product("c7g.4xlarge", "0.58"),
        product("c7g.4xlarge", "0.71"),
        product("c7i.4xlarge", "0"),
        product("c7i.4xlarge", "0.714"),
        product("c7a.4xlarge", "5", "Quantity"),
      ]),
    );
    const { record, ambiguous } = await answer;
    expect(record.usd_per_hour).toEqual({ "c7i.4xlarge": 0.714 });
    expect(ambiguous).toEqual([{ instanceType: "c7g.4xlarge", usd: [0.58, 0.71] }]);
  });

  test.each([
    ["nothing", productPage([]), "no-prices"],
    ["another form", productPage(['{"product":{}}']), "invalid-price-list"],
    ["no JSON", productPage(["<html>"]), "invalid-price-list"],
  ])("of %s is an error", async (_, page, code) => {
    const { answer } = await listing(page);
    await expect(answer).rejects.toMatchObject({ code });
  });
});

describe("Spot prices", () => {
  const from = new Date("2026-11-20T00:00:00Z");
  const until = new Date("2026-11-27T00:00:00Z");
  const asking = async (...pages: Parameters<typeof replayedAws>[0]) => {
    const { endpoint, requests } = await replayedAws(pages);
    const client = new EC2Client({ endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
    const instanceTypes = ["c7g.4xlarge"];
    return { requests, answer: spotPrices(client, { region: "us-east-1", instanceTypes, from, until }) };
  };

  test("are kept by zone, oldest first, whatever EC2's order", async () => {
    const { requests, answer } = await asking(
      spotPage(
        [
          ["c7g.4xlarge", "us-east-1a", "0.210000", "2026-11-22T08:00:00.000Z"],
          ["c7g.4xlarge", "us-east-1b", "0.250000", "2026-11-21T08:00:00.000Z"],
        ],
        "next",
      ),
      spotPage([["c7g.4xlarge", "us-east-1a", "0.190000", "2026-11-19T08:00:00.000Z"]]),
    );
    expect(priceRecord.parse(await answer)).toMatchObject({
      purchase: "spot",
      from: from.toISOString(),
      until: until.toISOString(),
      usd_per_hour: {
        "c7g.4xlarge": {
          "us-east-1a": [
            { since: "2026-11-19T08:00:00.000Z", usd: 0.19 },
            { since: "2026-11-22T08:00:00.000Z", usd: 0.21 },
          ],
          "us-east-1b": [{ since: "2026-11-21T08:00:00.000Z", usd: 0.25 }],
        },
      },
    });
    expect(requests).toHaveLength(2);
    expect(requests[0]).toContain("ProductDescription.1=Linux%2FUNIX");
    expect(requests[1]).toContain("NextToken=next");
  });

  test("that EC2 does not have are an error, not an empty record", async () => {
    const { answer } = await asking(spotPage([]));
    await expect(answer).rejects.toMatchObject({ code: "no-prices" });
  });
});
