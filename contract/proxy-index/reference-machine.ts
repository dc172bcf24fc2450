import { z } from "zod";
import { type Observed, unknownBecause } from "../observed.ts";
import type { WorkloadReport } from "../workload-report.ts";
import measured from "./reference-machine.json" with { type: "json" };

const referenceMachine = z.strictObject({
  machine: z.string().describe("What it is; 1 of the index."),
  how: z.string().describe("How the times were measured, so that anyone can measure them anew."),
  measured_on: z.iso.date(),
  cases: z.array(
    z.strictObject({
      resolution: z.string(),
      levels: z.int(),
      tracers: z.int(),
      mechanism: z.string(),
      solver: z.string(),
      threads: z.int(),
      seconds_per_hour: z
        .record(z.string(), z.number().positive())
        .describe("Wall seconds per simulated hour, by timer."),
    }),
  ),
});

export type ReferenceMachine = z.output<typeof referenceMachine>;
export type ReferenceCase = ReferenceMachine["cases"][number];

/** The machine that is 1. */
export const reference: ReferenceMachine = referenceMachine.parse(measured);

/** A run as the reference that others are held against, where the one of this project has none of its kind. */
export function referenceFrom(report: WorkloadReport, machine: string, measuredOn: string): ReferenceMachine {
  const hours = report.simulated_seconds / 3600;
  return {
    machine,
    how: "a run of the proxy, wall seconds",
    measured_on: measuredOn,
    cases: [
      {
        resolution: report.grid.resolution,
        levels: report.grid.nlev,
        tracers: report.tracers ?? 0,
        mechanism: report.mechanism?.name ?? "none",
        solver: report.mechanism?.solver ?? "vector",
        threads: report.threads,
        seconds_per_hour: Object.fromEntries(
          report.phases.filter(({ wall_s }) => wall_s > 0).map(({ name, wall_s }) => [name, wall_s / hours]),
        ),
      },
    ],
  };
}

/**
 * The reference machine's run of the same work on as many threads; `null` and why where there is none.
 * Another size is other work, and with more threads the phases that one thread does alone weigh more than they are weighed.
 */
export function referenceFor(report: WorkloadReport, machine: ReferenceMachine): Observed<ReferenceCase> {
  if (report.simulation !== "fullchem") {
    return unknownBecause("only the simulation fullchem has the phases that are weighed");
  }
  if (!((report.spin_up_seconds ?? 0) > 0 || report.simulated_seconds_before !== undefined)) {
    return unknownBecause(
      "its first hours, in which cells have to find their sub-steps, are timed; run it with --spin-up",
    );
  }
  const found = machine.cases.find(
    (known) =>
      known.threads === report.threads &&
      known.resolution === report.grid.resolution &&
      known.levels === report.grid.nlev &&
      known.tracers === report.tracers &&
      known.mechanism === report.mechanism?.name &&
      known.solver === report.mechanism.solver,
  );
  if (found) return { value: found };
  const what = [
    report.grid.resolution,
    `${report.grid.nlev} levels`,
    `${report.tracers ?? "no"} tracers`,
    `mechanism ${report.mechanism?.name ?? "none"}`,
    `solver ${report.mechanism?.solver ?? "vector"}`,
    `${report.threads} threads`,
  ].join(", ");
  return unknownBecause(`the reference machine has not run it (${what})`);
}
