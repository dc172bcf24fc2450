import { z } from "zod";

export const catalogueConfig = z
  .strictObject({
    scanLimitMiB: z
      .int()
      // Athena takes no smaller limit (Athena API reference, WorkGroupConfiguration).
      .min(10)
      .max(1_048_576)
      .default(1024)
      .describe("A query that would read more is cancelled; Athena asks for money by what it reads."),
  })
  .describe("The index of the results as a table for Athena.");

export type CatalogueConfig = z.output<typeof catalogueConfig>;
