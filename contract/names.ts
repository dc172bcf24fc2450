import type { BenchmarkConfig } from "./benchmark-config.ts";

/** Names that infra creates and the command line looks for; one place, so that nobody pastes an ARN. */

/** What every name of the default environment begins with. */
const ownPrefix = "geos-chem";

/**
 * What the names of an environment's resources begin with: nothing but the project's for `default`, the environment's
 * first for every other. So no name, and no pattern such as `geos-chem-*`, of one environment is another's:
 * `environmentName` allows no project's name within.
 */
export function namePrefix(environment: string): string {
  return environment === "default" ? ownPrefix : `${environment}-${ownPrefix}`;
}

/** Whether it is what the names of some environment's resources begin with. */
export function isNamePrefix(text: string): boolean {
  if (text === ownPrefix) return true;
  const environment = text.endsWith(`-${ownPrefix}`) ? text.slice(0, -ownPrefix.length - 1) : "";
  return isEnvironmentName(environment);
}

/** Whether names can carry it: what buckets, roles and queues allow, and short enough for all of them. */
export function isEnvironmentName(name: string): boolean {
  return (
    /^[a-z][a-z0-9-]{0,19}$/.test(name) && !name.includes(ownPrefix) && !/^(aws|amzn|xn-|sthree)/.test(name)
  );
}

/** A fleet: one compute environment, queue and job definition for one architecture. */
export function fleetNames(fleet: string, prefix = ownPrefix) {
  const computeEnvironment = `${prefix}-${fleet}` as const;
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
    /** Closes a plan: indexes its results and judges them. */
    closingJobDefinition: `${computeEnvironment}-closing`,
    /** Plans a scheduled suite; only deployments with schedules have it. */
    planningJobDefinition: `${computeEnvironment}-planning`,
    /** Of several nodes; only fleets that say how many have one. */
    multiNodeJobDefinition: `${computeEnvironment}-multinode`,
  } as const;
}

/** Bucket names are global in AWS, hence the account id. */
export function resultsBucketName(accountId: string, prefix = ownPrefix): string {
  return `${prefix}-bench-results-${accountId}`;
}

/** Of the site that shows results. */
export function siteBucketName(accountId: string, prefix = ownPrefix): string {
  return `${prefix}-bench-site-${accountId}`;
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

/** Jobs that are there because of a schedule are told from others by their name: nobody watches them start. */
export const scheduledJobPrefix = "scheduled-";
