import { z } from "zod";

/** Facts of one EC2 instance type, in the order of {@link typeRecord}'s `columns`. */
const row = z.tuple([
  z.int().positive(),
  z.int().positive(),
  z.int().positive(),
  z.enum(["arm64", "x86_64", "arm64_mac", "x86_64_mac"]),
  z.int().nonnegative(),
  z.boolean(),
  z.boolean(),
]);

/** What EC2 says of its instance types at one time, with where that comes from: data to be replaced, not constants. */
export const typeRecord = z.strictObject({
  recorded_on: z.iso.date(),
  source: z.string().min(1),
  columns: z.tuple([
    z.literal("vcpus"),
    z.literal("cores"),
    z.literal("memory_mib"),
    z.literal("architecture"),
    z.literal("gpus"),
    z.literal("bare_metal"),
    z.literal("current_generation"),
  ]),
  types: z.record(z.string().regex(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/), row),
});

export type TypeRecord = z.output<typeof typeRecord>;
