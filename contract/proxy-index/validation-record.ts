import { z } from "zod";

/** What validation.json holds. */
export const validationRecord = z.strictObject({
  about: z.string(),
  status: z.enum(["not-run", "passed", "failed"]),
  source: z.string().nullable(),
  bound: z.strictObject({
    least_rank_correlation: z.number().min(-1).max(1),
    largest_phase_ratio_factor: z.number().min(1),
    largest_index_error: z.number().positive(),
  }),
});

export type ValidationRecord = z.output<typeof validationRecord>;
