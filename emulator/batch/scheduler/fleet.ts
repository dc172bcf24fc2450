import { randomUUID } from "node:crypto";
import type { ComputeEnvironmentDetail } from "@aws-sdk/client-batch";
import type { InstanceType } from "../../../contract/instance-types.ts";
import { resourceName, type ArnMaker } from "../arns.ts";
import type { Requirement } from "../job/requirement.ts";
import { allowedTypes } from "./allowed-types.ts";

/** A modelled EC2 instance of a compute environment. */
export interface Instance {
  readonly type: InstanceType;
  readonly containerInstanceArn: string;
  freeVcpus: number;
  freeMemoryMiB: number;
  jobs: number;
}

/** A compute environment and the instances that it has at the moment: none at first. */
export interface Fleet {
  readonly environment: ComputeEnvironmentDetail;
  readonly name: string;
  readonly arn: string;
  readonly cluster: string;
  /** In the order in which they are tried. */
  readonly types: readonly InstanceType[];
  readonly maxVcpus: number;
  /** Whether the last instance may reach beyond `maxVcpus`: see {@link createFleet}. */
  readonly mayOvershoot: boolean;
  readonly instances: Instance[];
}

export function createFleet(environment: ComputeEnvironmentDetail): Fleet {
  const resources = environment.computeResources;
  const name = environment.computeEnvironmentName ?? "";
  return {
    environment,
    name,
    arn: environment.computeEnvironmentArn ?? "",
    cluster: environment.ecsClusterArn ? resourceName(environment.ecsClusterArn) : `AWSBatch-${name}`,
    types: allowedTypes(environment),
    maxVcpus: resources?.maxvCpus ?? 0,
    // API reference, ComputeResource.maxvCpus: every strategy but BEST_FIT on demand "might need to exceed maxvCpus
    // … by more than a single instance" never. Without it a maxvCpus below the size of the instances would place nothing.
    mayOvershoot: resources?.allocationStrategy !== "BEST_FIT" || resources.type === "SPOT",
    instances: [],
  };
}

export function isUsable({ environment }: Fleet): boolean {
  return environment.state !== "DISABLED" && (environment.status ?? "VALID") !== "INVALID";
}

export function launchedVcpus(fleet: Fleet): number {
  return fleet.instances.reduce((sum, { type }) => sum + type.vcpus, 0);
}

export function launchInstance(fleet: Fleet, type: InstanceType, arns: ArnMaker): Instance {
  const instance: Instance = {
    type,
    containerInstanceArn: arns.containerInstance(fleet.cluster, randomUUID().replaceAll("-", "")),
    freeVcpus: type.vcpus,
    freeMemoryMiB: type.usableMemoryMiB,
    jobs: 0,
  };
  fleet.instances.push(instance);
  return instance;
}

export function occupy(instance: Instance, need: Requirement): void {
  instance.freeVcpus -= need.vcpus;
  instance.freeMemoryMiB -= need.memoryMiB;
  instance.jobs += 1;
}

export function release(instance: Instance, need: Requirement): void {
  instance.freeVcpus += need.vcpus;
  instance.freeMemoryMiB += need.memoryMiB;
  instance.jobs -= 1;
}

/** AWS ends idle instances after some minutes; locally nothing is gained by keeping them. */
export function dropIdleInstances(fleet: Fleet): void {
  for (let index = fleet.instances.length - 1; index >= 0; index--) {
    if (fleet.instances[index]?.jobs === 0) fleet.instances.splice(index, 1);
  }
}
