/** Names that infra creates and the command line looks for; one place, so that nobody pastes an ARN. */

/** A fleet: one compute environment, queue and job definition for one architecture. */
export function fleetNames(fleet: string) {
  return {
    computeEnvironment: `geos-chem-${fleet}`,
    jobQueue: `geos-chem-${fleet}-queue`,
    jobDefinition: `geos-chem-${fleet}-benchmark`,
    /** For GEOS-Chem Classic itself: the same job with room for its data. */
    modelJobDefinition: `geos-chem-${fleet}-classic`,
  } as const;
}

/** Bucket names are global in AWS, hence the account id. */
export function resultsBucketName(accountId: string): string {
  return `geos-chem-bench-results-${accountId}`;
}

/** The job definition for an engine that belongs to a fleet's compute environment. */
export function jobDefinitionFor(
  computeEnvironmentName: string,
  engine: "proxy" | "geos-chem-classic" = "proxy",
): string {
  return `${computeEnvironmentName}-${engine === "proxy" ? "benchmark" : "classic"}`;
}

/** Jobs that a schedule submitted are told from others by their name: nobody watches them start. */
export const scheduledJobPrefix = "scheduled-";

export function scheduledJobName(benchmarkId: string): string {
  return `${scheduledJobPrefix}${benchmarkId}`;
}
