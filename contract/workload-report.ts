import { z } from "zod";
import { observed } from "./observed.ts";

/** One timer of a workload. Phases may nest; do not add a parent to its children. */
export const phase = z.strictObject({
  name: z.string().min(1),
  wall_s: z.number().nonnegative(),
  cpu_s: z
    .number()
    .nonnegative()
    .nullable()
    .describe("CPU seconds over all threads; null where not measured."),
  calls: z.int().nonnegative().nullable().describe("null where not counted."),
});

/** One check that a workload made of its own answer. `passed` is value <= limit. */
const check = z.strictObject({
  name: z.string().min(1),
  value: z.number().nullable().describe("null: not a number (NaN or infinity), which never passes."),
  limit: z.number(),
  unit: z.string(),
  passed: z.boolean(),
});

export const verification = z.strictObject({ passed: z.boolean(), checks: z.array(check).min(1) });

const modelledWork = { bytes_model: z.number(), flops_model: z.number() };

/** `report.json`, which the proxy workload writes into its output directory. */
export const workloadReport = z.strictObject({
  report_version: z.literal(1),
  program: z.literal("ctm-proxy"),
  version: z.string(),
  compiler: z.string(),
  compiler_options: z.string(),
  simulation: z.string(),
  flow: z.string().nullable().describe("null where nothing is transported."),
  grid: z.strictObject({ resolution: z.string(), nlon: z.int(), nlat: z.int(), nlev: z.int() }),
  tracers: z.int().nullable(),
  mechanism: z
    .strictObject({
      name: z.string(),
      solver: z
        .enum(["generated", "vector"])
        .optional()
        .describe(
          "generated: cell by cell in straight-line code of the mechanism, as KPP's. vector: eight cells at a time, which reports without it have.",
        ),
      species: z.int(),
      reactions: z.int(),
      jacobian_entries: z.int(),
      lu_entries: z.int(),
      relative_tolerance: z.number(),
      absolute_tolerance_molecules_per_cm3: z.number(),
    })
    .optional()
    .describe("Simulations with chemistry: what was integrated, and how exactly."),
  time_step_s: z.number(),
  steps: z.int(),
  simulated_seconds: z.number().positive(),
  simulated_seconds_before: z
    .int()
    .positive()
    .optional()
    .describe("Where the run went on from a restart: what was simulated before it."),
  spin_up_seconds: z
    .int()
    .positive()
    .optional()
    .describe("Simulated before the timed hours: in none of the times but the timer Spin-up and the total."),
  threads: z.int(),
  tracer_loop: z
    .strictObject({
      schedule: z.literal("static"),
      most_per_thread: z.int().positive().describe("Tracers of the thread with the most."),
      idle_share: z
        .number()
        .min(0)
        .max(1)
        .describe("Of the threads' time in the loop, if tracers cost alike."),
      first_touch: z
        .literal("parallel")
        .describe("Each thread touched the memory of its own tracers first, so that it lies near by."),
    })
    .optional()
    .describe("How the loop over tracers is dealt out to threads, where there is one."),
  phases: z.array(phase).min(1),
  main_loop_wall_s: z.number().nonnegative(),
  total_wall_s: z.number().nonnegative(),
  work: z
    .strictObject({
      ...modelledWork,
      phases: z
        .array(
          z.strictObject({
            name: z.string().describe("The timer that measures it."),
            cell_updates: z
              .number()
              .describe("One cell of one tracer and one step; in chemistry one cell with all its species."),
            ...modelledWork,
          }),
        )
        .min(1),
      model: z.string().describe("How it is counted."),
    })
    .describe("Bytes and floating-point operations from the source: a model, not a measurement."),
  peak_memory_mib: observed(z.number().positive()).describe(
    "The process's own reading of VmHWM at its end; under emulation it includes the emulator.",
  ),
  substeps: z
    .strictObject({
      accepted: z.int(),
      rejected: z.int(),
      per_cell_step_before: z
        .number()
        .positive()
        .optional()
        .describe("Sub-steps of a cell in a chemistry step during the hours that were not timed."),
      histogram: z.array(z.strictObject({ at_most: z.int().nullable(), cell_steps: z.int() })),
    })
    .optional()
    .describe("Simulations with chemistry: how many sub-steps the cells needed in each of its steps."),
  inventories: z
    .strictObject({
      files: z.int().positive(),
      reads: z.int().nonnegative().describe("Each opens a file, reads one time of it and closes it."),
      file_bytes: z.int().positive().describe("Of all files together."),
    })
    .optional()
    .describe("Simulation fullchem: the emission inventories that it read in the timed hours."),
  io: z
    .strictObject({
      input_bytes: z.int().positive(),
      input_file_bytes: z.int().positive(),
      output_bytes: z.int().positive(),
      output_file_bytes: z.int().positive(),
      input_cached_share: z
        .number()
        .min(0)
        .max(1)
        .nullable()
        .describe("Of the file read, in the page cache when a read began, at worst; null where not known."),
      model: z.string().describe("What the bytes are."),
    })
    .optional()
    .describe("Simulation io: what was read and written, by the timers Input and Output."),
  verification,
  error_norms: z.record(z.string(), z.unknown()).nullable(),
  error_norms_reason: z.string().nullish().describe("Why there are none; null where there are."),
  checksum: z.string().describe("Of the final state's bit patterns: equal for any number of threads."),
});

export type WorkloadReport = z.output<typeof workloadReport>;
export type Verification = z.output<typeof verification>;
export type Check = z.output<typeof check>;
