import { z } from "zod";
import recorded from "./validation.json" with { type: "json" };

const record = z.strictObject({
  about: z.string(),
  status: z.enum(["not-run", "passed", "failed"]),
  source: z.string().nullable(),
  bound: z.strictObject({
    least_rank_correlation: z.number().min(-1).max(1),
    largest_phase_ratio_factor: z.number().min(1),
    largest_index_error: z.number().positive(),
  }),
});

/** Whether the proxy was found to rank as the model does, and what counts as having failed. */
export const proxyValidation = record.parse(recorded);

const said = {
  "not-run":
    "Whether it ranks processors as GEOS-Chem does has not been validated (suites/validate-proxy.yaml has not run).",
  failed: "Its validation failed: it does not rank processors as GEOS-Chem does.",
  passed: "It was validated against GEOS-Chem within the bounds of docs/proxy.md.",
} as const;

/** The sentence that goes with every ranking by the proxy. */
export const rankingCaveat: string = said[proxyValidation.status];
