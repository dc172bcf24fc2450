import { z } from "zod";

/** Prices of instances in one region at one time, with where they come from: data to be replaced, not constants. */
export const priceRecord = z.strictObject({
  region: z.string(),
  operating_system: z.literal("Linux"),
  purchase: z.literal("on-demand"),
  recorded_on: z.iso
    .date()
    .describe("When they were written down here; AWS changes prices rarely, and without notice."),
  source: z.string().min(1),
  certainty: z
    .enum(["price-list", "reported"])
    .describe("price-list: looked up in the AWS Price List; reported: by others, not looked up since."),
  usd_per_hour: z.record(z.string(), z.number().positive()),
});

export type PriceRecord = z.output<typeof priceRecord>;
