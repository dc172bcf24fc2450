import { z } from "zod";

const usd = z.number().positive();

const common = {
  region: z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, "must be a region, for example us-east-1"),
  operating_system: z.literal("Linux"),
  recorded_on: z.iso
    .date()
    .describe("When they were read or written down; AWS changes prices rarely, and without notice."),
  source: z.string().min(1),
};

const onDemandRecord = z.strictObject({
  ...common,
  purchase: z.literal("on-demand"),
  certainty: z
    .enum(["price-list", "reported"])
    .describe("price-list: read from the AWS Price List; reported: by others, not looked up since."),
  usd_per_hour: z.record(z.string(), usd),
});

/** Spot prices move: each holds from a time on, in one zone. */
const spotRecord = z.strictObject({
  ...common,
  purchase: z.literal("spot"),
  certainty: z.literal("price-history").describe("Read from EC2's Spot price history."),
  from: z.iso.datetime().describe("Nothing is known of before."),
  until: z.iso.datetime().describe("When it was asked for: nothing is known of after."),
  usd_per_hour: z
    .record(
      z.string(),
      z.record(z.string(), z.array(z.strictObject({ since: z.iso.datetime(), usd })).min(1)),
    )
    .describe("By type and availability zone, oldest first."),
});

/** Prices of instances in one region at one time, with where they come from: data to be replaced, not constants. */
export const priceRecord = z
  .discriminatedUnion("purchase", [onDemandRecord, spotRecord])
  .describe("Prices of EC2 instances");

export type OnDemandRecord = z.output<typeof onDemandRecord>;
export type SpotRecord = z.output<typeof spotRecord>;
export type PriceRecord = z.output<typeof priceRecord>;
