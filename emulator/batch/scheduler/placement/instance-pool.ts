import { randomUUID } from "node:crypto";
import type { JobResources } from "../../../../contract/job-fit.ts";
import { resourceName, type ArnMaker } from "../../arns.ts";
import type { ComputeEnvironment } from "../../compute-environment/compute-environment.ts";
import { isFargate } from "../../compute-environment/environment-kind.ts";
import type { ModelledType } from "./candidates.ts";

/** A modelled EC2 instance of a compute environment, or what carries one task on Fargate. */
export interface Instance {
  readonly type: ModelledType;
  /** As EC2 would name it: "i-" and 17 hexadecimal digits. */
  readonly id: string;
  /** Absent on Fargate. */
  readonly containerInstanceArn: string | undefined;
  /** What the jobs on it leave. */
  readonly free: { vcpus: number; usableMemoryMiB: number; gpus: number };
  jobs: number;
  /** Of the kind that the environment had before an update: it gets no more jobs. */
  isReplaced: boolean;
}

/** The instances that a compute environment has at the moment: none at first, but of an unmanaged one. */
export interface InstancePool {
  readonly environment: ComputeEnvironment;
  readonly instances: Instance[];
}

export interface InstancePools {
  of(environment: ComputeEnvironment): InstancePool;
}

/** `unmanaged`: the instances that a user would have registered in the cluster of an unmanaged environment. */
export function createInstancePools(arns: ArnMaker, unmanaged: readonly ModelledType[]): InstancePools {
  const pools = new WeakMap<ComputeEnvironment, InstancePool>();
  return {
    of(environment) {
      const known = pools.get(environment);
      if (known) return known;
      const pool: InstancePool = { environment, instances: [] };
      pools.set(environment, pool);
      if (!environment.resources) for (const type of unmanaged) launchInstance(pool, type, arns);
      return pool;
    },
  };
}

export function launchedVcpus({ instances }: InstancePool): number {
  return instances.reduce((sum, { type }) => sum + type.vcpus, 0);
}

/** vCPUs that the jobs on the instances asked for. */
export function requestedVcpus({ instances }: InstancePool): number {
  return instances.reduce((sum, { type, free }) => sum + type.vcpus - free.vcpus, 0);
}

export function launchInstance(
  { environment, instances }: InstancePool,
  type: ModelledType,
  arns: ArnMaker,
): Instance {
  const cluster = resourceName(environment.ecsClusterArn);
  const isOnFargate = environment.resources !== undefined && isFargate(environment.resources.type);
  const instance = modelInstance(
    type,
    `i-0${randomUUID().replaceAll("-", "").slice(0, 16)}`,
    isOnFargate ? undefined : arns.containerInstance(cluster, randomUUID().replaceAll("-", "")),
  );
  instances.push(instance);
  return instance;
}

/** An instance without jobs. */
export function modelInstance(
  type: ModelledType,
  id: string,
  containerInstanceArn: string | undefined,
): Instance {
  const free = { vcpus: type.vcpus, usableMemoryMiB: type.usableMemoryMiB, gpus: type.gpus };
  return { type, id, containerInstanceArn, free, jobs: 0, isReplaced: false };
}

export function occupy(instance: Instance, need: JobResources): void {
  instance.free.vcpus -= need.vcpus;
  instance.free.usableMemoryMiB -= need.memoryMiB;
  instance.free.gpus -= need.gpus;
  instance.jobs += 1;
}

export function release(instance: Instance, need: JobResources): void {
  instance.free.vcpus += need.vcpus;
  instance.free.usableMemoryMiB += need.memoryMiB;
  instance.free.gpus += need.gpus;
  instance.jobs -= 1;
}

/** An instance as a whole, for a job that shares it with no other. */
export const wholeOf = ({ vcpus, usableMemoryMiB: memoryMiB, gpus }: ModelledType): JobResources => ({
  vcpus,
  memoryMiB,
  gpus,
});

/**
 * AWS ends idle instances after some minutes; locally nothing is gained by keeping them. Whether there was one: other
 * types may have room then.
 */
export function dropIdleInstances({ environment, instances }: InstancePool): boolean {
  if (!environment.resources) return false;
  const before = instances.length;
  for (let index = instances.length - 1; index >= 0; index--) {
    if (instances[index]?.jobs === 0) instances.splice(index, 1);
  }
  return instances.length < before;
}
