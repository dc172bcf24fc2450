import { z } from "zod";
import { architecture } from "../architecture.ts";

const checked = z
  .strictObject({
    how: z
      .enum(["read", "excerpt", "not-found"])
      .describe(
        "read: the figures were read in the source. excerpt: only a part of it was seen. not-found: not there to be read; as noted down by others.",
      ),
    what: z.string().min(1),
  })
  .describe("What was compared with the source.");

/** One run time that somebody reported. Its origin is `published`: shown, used for estimates, never ranked. */
const publishedTiming = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][A-Za-z0-9.-]*$/),
    model: z.enum(["GEOS-Chem Classic", "GCHP"]),
    version: z.string().nullable(),
    simulation: z.string().min(1).describe("As its source calls it."),
    resolution: z.string().nullable(),
    levels: z.number().int().positive().nullable(),
    meteorology: z.enum(["MERRA2", "GEOSFP", "GEOSIT"]).nullable(),
    simulated_days: z.number().positive().nullable(),
    threads: z.number().int().positive().nullable(),
    threads_from: z
      .enum(["stated", "cores stated", "slots requested"])
      .nullable()
      .describe(
        "stated: threads; cores stated: cores; slots requested: of the scheduler, by the job script.",
      ),
    machine: z.string().nullable().describe("Processor or instance type, where it is named."),
    architecture: architecture.nullable(),
    wall_s: z.number().positive().nullable().describe("Wall time of the whole run, in seconds."),
    timers_s: z
      .record(z.string(), z.number().nonnegative())
      .describe("Seconds by GEOS-Chem's own timer; '=>' is part of the timer above it."),
    note: z.string().nullable(),
    source: z.url(),
    reported_on: z.iso.date().nullable(),
    checked,
  })
  .refine((row) => (row.threads === null) === (row.threads_from === null), {
    message: "threads and threads_from are known together or not at all",
    path: ["threads_from"],
  });

export type PublishedTiming = z.output<typeof publishedTiming>;
export type TimingRecord = z.output<typeof timingRecord>;

/** Published run times with the day on which they were written down. Ids are unique. */
export const timingRecord = z
  .strictObject({ about: z.string(), recorded_on: z.iso.date(), rows: z.array(publishedTiming) })
  .refine(({ rows }) => new Set(rows.map(({ id }) => id)).size === rows.length, {
    message: "an id is there twice",
  });
