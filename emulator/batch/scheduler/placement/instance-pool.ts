import { randomUUID } from "node:crypto";
import type { InstanceType } from "../../../../contract/instance-types.ts";
import type { JobResources } from "../../../../contract/job-fit.ts";
import { resourceName, type ArnMaker } from "../../arns.ts";
import type { ComputeEnvironment } from "../../compute-environment/compute-environment.ts";

/** A modelled EC2 instance of a compute environment. */
export interface Instance {
  readonly type: InstanceType;
  /** As EC2 would name it: "i-" and 17 hexadecimal digits. */
  readonly id: string;
  readonly containerInstanceArn: string;
  /** What the jobs on it leave. */
  readonly free: { vcpus: number; usableMemoryMiB: number };
  jobs: number;
  /** Of the kind that the environment had before an update: it gets no more jobs. */
  isReplaced: boolean;
}

/** The instances that a compute environment has at the moment: none at first. */
export interface InstancePool {
  readonly environment: ComputeEnvironment;
  readonly instances: Instance[];
}

export interface InstancePools {
  of(environment: ComputeEnvironment): InstancePool;
}

export function createInstancePools(): InstancePools {
  const pools = new WeakMap<ComputeEnvironment, InstancePool>();
  return {
    of(environment) {
      const pool = pools.get(environment) ?? { environment, instances: [] };
      pools.set(environment, pool);
      return pool;
    },
  };
}

export function launchedVcpus({ instances }: InstancePool): number {
  return instances.reduce((sum, { type }) => sum + type.vcpus, 0);
}

export function launchInstance(
  { environment, instances }: InstancePool,
  type: InstanceType,
  arns: ArnMaker,
): Instance {
  const cluster = resourceName(environment.ecsClusterArn);
  const instance: Instance = {
    type,
    id: `i-0${randomUUID().replaceAll("-", "").slice(0, 16)}`,
    containerInstanceArn: arns.containerInstance(cluster, randomUUID().replaceAll("-", "")),
    free: { vcpus: type.vcpus, usableMemoryMiB: type.usableMemoryMiB },
    jobs: 0,
    isReplaced: false,
  };
  instances.push(instance);
  return instance;
}

export function occupy(instance: Instance, need: JobResources): void {
  instance.free.vcpus -= need.vcpus;
  instance.free.usableMemoryMiB -= need.memoryMiB;
  instance.jobs += 1;
}

export function release(instance: Instance, need: JobResources): void {
  instance.free.vcpus += need.vcpus;
  instance.free.usableMemoryMiB += need.memoryMiB;
  instance.jobs -= 1;
}

/** AWS ends idle instances after some minutes; locally nothing is gained by keeping them. */
export function dropIdleInstances({ instances }: InstancePool): void {
  for (let index = instances.length - 1; index >= 0; index--) {
    if (instances[index]?.jobs === 0) instances.splice(index, 1);
  }
}
