import { z } from "zod";
import { benchmarkConfig } from "./benchmark-config.ts";

/** A suite: benchmarks that are run together, as data (suites/*.json). Ids are unique within it. */
export const suite = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "use lower-case letters, digits and -"),
    description: z.string(),
    benchmarks: z.array(benchmarkConfig).min(1),
  })
  .superRefine(({ benchmarks }, context) => {
    const seen = new Set<string>();
    for (const [index, { id }] of benchmarks.entries()) {
      if (seen.has(id))
        context.addIssue({
          code: "custom",
          path: ["benchmarks", index, "id"],
          message: "is there twice",
          input: id,
        });
      seen.add(id);
    }
  });

export type Suite = z.output<typeof suite>;
