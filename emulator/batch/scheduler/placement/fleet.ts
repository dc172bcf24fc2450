import { randomUUID } from "node:crypto";
import type { ComputeEnvironmentDetail } from "@aws-sdk/client-batch";
import type { JobResources } from "../../../../contract/job-fit.ts";
import type { InstanceType } from "../../../../contract/instance-types.ts";
import { resourceName, type ArnMaker } from "../../arns.ts";
import { allowedTypes } from "../../compute-environment/allowed-types.ts";

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

/** A compute environment and the instances that it has at the moment: none at first. */
export interface Fleet extends FleetShape {
  readonly name: string;
  readonly arn: string;
  readonly cluster: string;
  readonly instances: Instance[];
}

/** What an update of the environment changes. */
interface FleetShape {
  environment: ComputeEnvironmentDetail;
  /** In the order in which they are tried. */
  types: readonly InstanceType[];
  maxVcpus: number;
  /** Whether the last instance may reach beyond `maxVcpus`. */
  mayOvershoot: boolean;
}

export function createFleet(environment: ComputeEnvironmentDetail): Fleet {
  const name = environment.computeEnvironmentName ?? "";
  return {
    ...shapeOf(environment),
    name,
    arn: environment.computeEnvironmentArn ?? "",
    cluster: environment.ecsClusterArn ? resourceName(environment.ecsClusterArn) : `AWSBatch-${name}`,
    instances: [],
  };
}

/** The environment is now described so; its instances stay. */
export function reshapeFleet(fleet: Fleet, environment: ComputeEnvironmentDetail): void {
  Object.assign(fleet, shapeOf(environment));
}

function shapeOf(environment: ComputeEnvironmentDetail): FleetShape {
  const resources = environment.computeResources;
  return {
    environment,
    types: allowedTypes(environment),
    maxVcpus: resources?.maxvCpus ?? 0,
    // API reference, ComputeResource.maxvCpus: every strategy but BEST_FIT on demand "might need to exceed maxvCpus
    // … by more than a single instance" never. Without it a maxvCpus below the size of the instances would place nothing.
    mayOvershoot: resources?.allocationStrategy !== "BEST_FIT" || resources.type === "SPOT",
  };
}

export function isUsable({ environment }: Fleet): boolean {
  const { state, status = "VALID" } = environment;
  return state !== "DISABLED" && (status === "VALID" || status === "UPDATING");
}

export function launchedVcpus(fleet: Fleet): number {
  return fleet.instances.reduce((sum, { type }) => sum + type.vcpus, 0);
}

export function launchInstance(fleet: Fleet, type: InstanceType, arns: ArnMaker): Instance {
  const instance: Instance = {
    type,
    id: `i-0${randomUUID().replaceAll("-", "").slice(0, 16)}`,
    containerInstanceArn: arns.containerInstance(fleet.cluster, randomUUID().replaceAll("-", "")),
    free: { vcpus: type.vcpus, usableMemoryMiB: type.usableMemoryMiB },
    jobs: 0,
    isReplaced: false,
  };
  fleet.instances.push(instance);
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
export function dropIdleInstances(fleet: Fleet): void {
  for (let index = fleet.instances.length - 1; index >= 0; index--) {
    if (fleet.instances[index]?.jobs === 0) fleet.instances.splice(index, 1);
  }
}
