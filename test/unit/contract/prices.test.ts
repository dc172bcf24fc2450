import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { candidateTypes } from "../../../contract/candidate-types.ts";
import { onDemandPrice, shippedPrices } from "../../../contract/prices/on-demand-price.ts";
import { priceBook } from "../../../contract/prices/price-book.ts";
import { priceRecord, type OnDemandRecord, type SpotRecord } from "../../../contract/prices/price-record.ts";

test.each(candidateTypes)("$name has a price in us-east-1, with its date and source", ({ name }) => {
  const price = onDemandPrice(name, "us-east-1");
  expect(price?.usdPerHour).toBeGreaterThan(0.1);
  expect(price?.record).toMatchObject({
    recorded_on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
    source: expect.stringMatching(/\w/) as string,
  });
});

test("the prices that come with the program are what their schema says", () => {
  for (const record of shippedPrices.records) expect(priceRecord.parse(record)).toEqual(record);
});

test("sizes of a family cost in proportion to their vCPUs; hpc7g costs the same in every size", () => {
  const perVcpu = candidateTypes.map(({ name, vcpus }) => {
    const [family = ""] = name.split(".");
    const usd = onDemandPrice(name, "us-east-1")?.usdPerHour ?? 0;
    return [family, family === "hpc7g" ? usd : usd / vcpus] as const;
  });
  for (const [family, price] of perVcpu)
    expect(price, family).toBeCloseTo(perVcpu.find(([of]) => of === family)?.[1] ?? 0, 9);
});

test.each([
  ["c7g.4xlarge", "eu-central-1"],
  ["m99g.large", "us-east-1"],
  ["constructor", "us-east-1"],
])("%s in %s has none: nothing is guessed", (type, region) => {
  expect(onDemandPrice(type, region)).toBeUndefined();
});

test("where two records have a price, they agree, as far as they come with the program", () => {
  const [newer, older] = shippedPrices.records.filter((record) => record.purchase === "on-demand");
  for (const [type, usd] of Object.entries(newer?.usd_per_hour ?? {}))
    expect(older?.usd_per_hour[type], type).toBe(usd);
});

const onDemand = (recorded_on: string, usd_per_hour: Record<string, number>): OnDemandRecord => ({
  region: "us-east-1",
  operating_system: "Linux",
  purchase: "on-demand",
  recorded_on,
  source: "a test",
  certainty: "price-list",
  usd_per_hour,
});

test("the latest record with a price counts; of one day, the one that was given later", () => {
  const book = priceBook([
    onDemand("2026-03-01", { "a1.large": 3 }),
    onDemand("2026-01-01", { "a1.large": 1, "a1.xlarge": 2 }),
    onDemand("2026-03-01", { "a1.large": 4 }),
  ]);
  expect(book.onDemand("a1.large", "us-east-1")?.usdPerHour).toBe(4);
  expect(book.onDemand("a1.xlarge", "us-east-1")).toMatchObject({
    usdPerHour: 2,
    record: { recorded_on: "2026-01-01" },
  });
});

describe("a Spot price", () => {
  const record: SpotRecord = {
    region: "us-east-1",
    operating_system: "Linux",
    purchase: "spot",
    recorded_on: "2026-01-02",
    source: "a test",
    certainty: "price-history",
    from: "2026-01-01T00:00:00.000Z",
    until: "2026-01-02T00:00:00.000Z",
    usd_per_hour: {
      "c7g.4xlarge": {
        "us-east-1a": [
          { since: "2025-12-31T10:00:00.000Z", usd: 0.2 },
          { since: "2026-01-01T12:00:00.000Z", usd: 0.4 },
        ],
        "us-east-1b": [{ since: "2026-01-01T06:00:00.000Z", usd: 0.3 }],
      },
    },
  };
  const book = priceBook([record]);
  const of = (from: string, to: string, zone = "us-east-1a") =>
    book.spot("c7g.4xlarge", zone, { from: `2026-01-${from}:00Z`, to: `2026-01-${to}:00Z` });

  test("is the mean over the time, of the prices that held", () => {
    expect(of("01T01:00", "01T02:00").value).toBeCloseTo(0.2, 12);
    expect(of("01T11:00", "01T14:00").value).toBeCloseTo((0.2 + 2 * 0.4) / 3, 12);
    expect(of("01T13:00", "01T13:00").value).toBe(0.4);
  });

  test("is null with the reason where the records do not cover the time, the zone or the type", () => {
    expect(of("01T23:00", "02T01:00")).toMatchObject({
      value: null,
      reason: expect.stringMatching(/cover .* not 2026-01-01T23/) as string,
    });
    expect(of("01T05:00", "01T07:00", "us-east-1b")).toMatchObject({ value: null });
    expect(of("01T01:00", "01T02:00", "us-east-1c")).toEqual({
      value: null,
      reason: "no Spot price record of c7g.4xlarge in us-east-1c",
    });
    // A time that ends before it begins is none.
    expect(of("01T03:00", "01T02:00").value).toBeNull();
  });

  test("lies between the lowest and the highest, whatever part of the day", () => {
    const hour = fc.integer({ min: 0, max: 23 });
    fc.assert(
      fc.property(hour, hour, (a, b) => {
        const at = (n: number) => `01T${String(n).padStart(2, "0")}:00`;
        const { value } = of(at(Math.min(a, b)), at(Math.max(a, b)));
        expect(value).toBeGreaterThanOrEqual(0.2 - 1e-12);
        expect(value).toBeLessThanOrEqual(0.4 + 1e-12);
      }),
    );
  });
});
