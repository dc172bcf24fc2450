import type { ComputeEnvironment } from "../../compute-environment/compute-environment.ts";
import type { Job } from "../../job/job.ts";
import { modelInstance, type InstancePools } from "./instance-pool.ts";
import type { Seat } from "./seat.ts";

/** Where the attempt that is under way was placed before a restart, with its instance modelled again. */
export function seatBefore(
  { attempts }: Job,
  environments: readonly ComputeEnvironment[],
  pools: InstancePools,
): Seat | undefined {
  const attempt = attempts.at(-1);
  const environment = environments.find(({ name }) => name === attempt?.computeEnvironment);
  if (!attempt || !environment) return undefined;
  const pool = pools.of(environment);
  const known = pool.find(attempt.instance.id);
  if (known) return { pool, instance: known };
  const { id, type } = attempt.instance;
  const instance = modelInstance(type, id, attempt.containerInstanceArn);
  pool.add(instance);
  return { pool, instance };
}
