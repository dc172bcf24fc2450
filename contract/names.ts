import type { BenchmarkConfig } from "./benchmark-config.ts";

/** Names that infra creates and the command line looks for; one place, so that nobody pastes an ARN. */

/** A fleet: one compute environment, queue and job definition for one architecture. */
export function fleetNames(fleet: string) {
  const computeEnvironment = `geos-chem-${fleet}` as const;
  return {
    computeEnvironment,
    jobQueue: `${computeEnvironment}-queue`,
    ...definitionNames(computeEnvironment),
  } as const;
}

/** The job definitions that belong to a fleet's compute environment. */
export function definitionNames(computeEnvironment: string) {
  return {
    jobDefinition: `${computeEnvironment}-benchmark`,
    /** For GEOS-Chem Classic itself, and for input and output: the same job with volumes of the instance. */
    modelJobDefinition: `${computeEnvironment}-classic`,
  } as const;
}

/** Bucket names are global in AWS, hence the account id. */
export function resultsBucketName(accountId: string): string {
  return `geos-chem-bench-results-${accountId}`;
}

/**
 * Whether a benchmark's files belong on a volume of the instance: GEOS-Chem's are too many for the tmpfs of other
 * jobs, and input and output that never leave memory would be no measurement of them.
 */
export const needsVolumes = ({
  simulation_type,
  workload,
}: Pick<BenchmarkConfig, "simulation_type" | "workload">) =>
  workload.engine === "geos-chem-classic" || simulation_type === "io";

/** Jobs that a schedule submitted are told from others by their name: nobody watches them start. */
export const scheduledJobPrefix = "scheduled-";

export function scheduledJobName(benchmarkId: string): string {
  return `${scheduledJobPrefix}${benchmarkId}`;
}
