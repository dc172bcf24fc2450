import { z } from "zod";

/**
 * A value that was measured or read, or `null` with the reason why it could not be. Nothing in a result is ever
 * filled in from a formula or from what the config claims.
 */
export function observed<Value extends z.ZodType>(value: Value) {
  return z.union([
    z.strictObject({ value }),
    z.strictObject({ value: z.null(), reason: z.string().min(1).describe("Why there is no value.") }),
  ]);
}

export type Observed<Value> = { value: Value } | { value: null; reason: string };

export const unknownBecause = (reason: string): { value: null; reason: string } => ({ value: null, reason });
