import { z } from "zod";

/** What of a state file, format 4, is read: the file itself, or what `terraform state pull` prints. */
export const terraformState = z.object({
  resources: z
    .array(
      z.object({
        mode: z.enum(["managed", "data"]),
        type: z.string(),
        name: z.string(),
        instances: z
          .array(z.object({ attributes: z.record(z.string(), z.unknown()).default({}) }))
          .default([]),
      }),
    )
    .default([]),
});
