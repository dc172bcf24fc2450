import { z } from "zod";
import { benchmarkConfig } from "./benchmark-config.ts";

/** A suite: benchmarks that are run together, as data (suites/*.json). Ids are unique within it. */
export const suite = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "use lower-case letters, digits and -"),
    description: z.string(),
    benchmarks: z.array(benchmarkConfig).min(1),
    primary_contrasts: z
      .array(
        z.strictObject({
          name: z.string().min(1),
          baseline: z.string().describe("Id of the benchmark that is there already."),
          candidate: z.string().describe("Id of the benchmark that is held against it."),
        }),
      )
      .default([])
      .describe("What the suite is run to find out, declared before it is: these are judged, together."),
  })
  .superRefine(({ benchmarks, primary_contrasts: contrasts }, context) => {
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
    for (const [index, contrast] of contrasts.entries()) {
      for (const arm of ["baseline", "candidate"] as const) {
        if (seen.has(contrast[arm])) continue;
        context.addIssue({
          code: "custom",
          path: ["primary_contrasts", index, arm],
          message: `allowed: the id of a benchmark of the suite (${[...seen].join(", ")})`,
          input: contrast[arm],
        });
      }
    }
  });

export type Suite = z.output<typeof suite>;
