import type { BenchmarkConfig } from "../../contract/benchmark-config.ts";
import { fittingFleet, targetIn, type JobTarget, type KnownFleet } from "../../contract/choose-fleet.ts";
import type { PlanRecord } from "./plan-record.ts";

interface PlanTarget {
  readonly target: JobTarget;
  readonly outputPath: string;
  /** What closes a plan on the same fleet, where the deployment has it and nobody has to wait. */
  readonly closing?: PlanRecord["closing"];
}

/** Where the jobs of a plan go. */
export interface PlanPlace {
  readonly where: PlanRecord["where"];
  /** Throws where a benchmark has no fleet, or its fleet cannot hold it. */
  readonly targetOf: (config: BenchmarkConfig) => PlanTarget;
}

interface TargetOptions {
  /** Which fleet, where several have a benchmark's instance type. */
  readonly fleet?: string | undefined;
  /** Where results go, whatever the benchmarks say. */
  readonly outputPath?: string | undefined;
  /** Where they go when nobody says. */
  readonly otherwise: string;
}

/** Targets in the fleets of a deployment. */
export function targetsIn(
  fleets: readonly KnownFleet[],
  { fleet: wanted, outputPath, otherwise }: TargetOptions,
): PlanPlace["targetOf"] {
  return (config) => {
    const fleet = fittingFleet(fleets, config, wanted);
    const { queue, closingJobDefinition: definition } = fleet;
    return {
      target: targetIn(fleet, config),
      outputPath: outputPath ?? config.output?.path ?? otherwise,
      ...(definition !== undefined && { closing: { queue, job_definition: definition } }),
    };
  };
}
