import { z } from "zod";
import { observed } from "./observed.ts";

export const importedRunSchemaVersion = "1.0";

const seconds = z.number().nonnegative();

const evidenceFile = z.strictObject({
  role: z.enum(["log", "timers", "config"]),
  name: z.string().min(1).describe("Without its folder."),
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const timer = z.strictObject({
  name: z.string().min(1).describe("As GEOS-Chem calls it since 14.3.0."),
  seconds: seconds.nullable().describe("null: it did not run, or cannot be read."),
  reason: z.string().nullable().describe("Why there is no figure."),
  kind: z
    .enum(["total", "part", "nested", "overlapping"])
    .describe("Only parts add up: a nested timer is part of one above it, an overlapping one of several."),
});

/** What the person says who imports: nothing of it was observed. */
const claims = z.strictObject({
  machine: z.string().min(1).nullable(),
  instance_type: z.string().nullable().describe("The machine, where it is a type of EC2's."),
  cores: z.int().positive().nullable(),
  usd_per_hour: z.number().positive().nullable(),
  note: z.string().min(1).nullable(),
});

/**
 * `imported.json`: a run of GEOS-Chem Classic that happened elsewhere, from the files that it left. It has no job, no
 * config and no observed machine, so it is read, indexed and shown, and never ranked against what was measured.
 */
export const importedRun = z
  .strictObject({
    schema_version: z.literal(importedRunSchemaVersion),
    origin: z.literal("imported"),
    benchmark_id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/),
    run_id: z
      .string()
      .regex(/^import-[0-9a-f]{16}$/)
      .describe("Of the log and the timers: the same run has the same, wherever it is imported."),
    imported_at: z.iso.datetime(),
    importer_version: z.string(),
    files: z.array(evidenceFile).min(1),
    outcome: z.enum(["completed", "failed", "unknown"]),
    outcome_reason: z.string().nullable().describe("Why it is not taken for completed."),
    model: z.strictObject({
      version: observed(z.string()),
      compiler: observed(z.string()),
      simulation: observed(z.string()).describe("As benchmark configs call it."),
      meteorology: observed(z.string()),
      resolution: observed(z.string()),
      levels: observed(z.int().positive()),
      nested: observed(z.boolean()),
    }),
    start: observed(z.iso.datetime()).describe("Simulated."),
    end: observed(z.iso.datetime()).describe(
      "Simulated; of a run that failed, the last time that it reached.",
    ),
    simulated_days: observed(z.number().positive()),
    wall_s: observed(z.number().positive()),
    wall_from: z
      .enum(["time -v", "timers", "log"])
      .nullable()
      .describe("log: its stamps of start and end, good to a minute."),
    timers_from: z.enum(["gcclassic_timers.json", "log", "none"]),
    timers: z.array(timer),
    remainder_s: observed(z.number()).describe(
      "Total less its parts and initialisation; negative where timers overlap.",
    ),
    peak_memory_mib: observed(z.number().positive()),
    emulated: observed(z.boolean()),
    claims,
    usd: observed(z.number().nonnegative()).describe("Wall time at the claimed price."),
    notes: z.array(z.string()).describe("Where a value comes from a configuration, not from the log."),
  })
  .describe("An imported run of GEOS-Chem Classic");

export type ImportedRun = z.output<typeof importedRun>;
