import { z } from "zod";

/** A result wherever it lies, and which one it was: a record that names it can be held against what is there. */
export const resultKey = z.strictObject({
  job_id: z.string().min(1),
  attempt: z.int().positive(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe("Of results.json."),
});

export type ResultKey = z.output<typeof resultKey>;
