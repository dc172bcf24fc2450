import { z } from "zod";
import { observed } from "./observed.ts";
import { phase, verification } from "./workload-report.ts";

const seconds = z.number().nonnegative();
const hemcoReading = {
  hemco_reading_s: seconds.describe(
    "From the line of the log that opens a file to the first that opens none: at least.",
  ),
  hemco_files: z.int().nonnegative().describe("Lines that open a file."),
};

/** `report.json` of a GEOS-Chem Classic run: written by the runner, from the model's log, timers and files. */
export const geosChemReport = z.strictObject({
  report_version: z.literal(1),
  program: z.literal("gcclassic"),
  version: z.string().nullable().describe("From the log; null: it does not say."),
  compiler: z.string().nullable().describe("From the log; null: it does not say."),
  compiler_options: z.null().describe("GEOS-Chem does not write them to its log."),
  simulation: z.string().describe("GEOS-Chem's name of it, for example TransportTracers."),
  met_field: z.string(),
  grid: z.strictObject({
    resolution: z.string(),
    nlev: z.int(),
    nested: z.boolean().optional().describe("true: a region, by the run directory."),
    nlon: z.int().positive().optional().describe("From the log; absent: it does not say."),
    nlat: z.int().positive().optional().describe("From the log; absent: it does not say."),
  }),
  start: z.iso.datetime(),
  end: z.iso.datetime(),
  steps: z.int().describe("Time steps: `---> DATE:` lines of the log before the end date."),
  threads: z.int().describe("OMP_NUM_THREADS as given."),
  phases: z.array(phase),
  timers_from: z
    .enum(["gcclassic_timers.json", "log", "none"])
    .describe(
      "Wall seconds, good to about 0.25 s (geos-chem#240), less after weeks of the machine's uptime.",
    ),
  total_wall_s: seconds.nullable().describe("GEOS-Chem's own timer of the whole run."),
  main_loop: z
    .strictObject({ wall_s: seconds, simulated_hours: z.number().positive() })
    .nullable()
    .describe(
      "From the line of the first time step to that of the last, timed from outside; GEOS-Chem has no timer for it.",
    ),
  input_days: observed(
    z.strictObject({
      before_first_step: z.strictObject(hemcoReading),
      days: z
        .array(
          z.strictObject({
            wall_s: seconds.describe("From the line of its first time step to that of the next day's."),
            ...hemcoReading,
          }),
        )
        .min(1),
    }),
  )
    .optional()
    .describe(
      "HEMCO's reading and the time steps by simulated day, by when lines of the log came: the first day reads what the later ones have. HEMCO's own timer, in phases, is of the whole run.",
    ),
  verification,
  not_verified: z.array(z.string()).describe("What this run gives no evidence of."),
});

export type GeosChemReport = z.output<typeof geosChemReport>;
