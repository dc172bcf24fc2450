import type { JobResources } from "../../../../contract/job-fit.ts";
import type { InstanceLife, LivingInstance } from "../../../ports/instance-life.ts";
import { resourceName, type ArnMaker } from "../../arns.ts";
import type { ComputeEnvironment } from "../../compute-environment/compute-environment.ts";
import { isFargate } from "../../compute-environment/environment-kind.ts";
import type { ModelledType } from "./candidates.ts";
import { createRoomIndex } from "./room-index.ts";

/** A modelled EC2 instance of a compute environment, or what carries one task on Fargate. */
export interface Instance {
  readonly type: ModelledType;
  /** As EC2 would name it: "i-" and 17 hexadecimal digits. */
  readonly id: string;
  /** Absent on Fargate. */
  readonly containerInstanceArn: string | undefined;
  /** What the jobs on it leave; only its pool changes it. */
  readonly free: { vcpus: number; usableMemoryMiB: number; gpus: number };
  jobs: number;
  /** Of the kind that the environment had before an update: it gets no more jobs. */
  isReplaced: boolean;
  /** Since when it has had no job, once a pass has seen it so; ms. */
  idleSince: number | undefined;
}

/** The instances that a compute environment has at the moment: none at first, but of an unmanaged one. */
export interface InstancePool {
  readonly environment: ComputeEnvironment;
  /** In the order of their launch; made anew each time. */
  readonly instances: readonly Instance[];
  find(id: string): Instance | undefined;
  /** Of its instances together. */
  readonly launchedVcpus: number;
  /** Of those jobs that are on them. */
  readonly requestedVcpus: number;
  /** How many instances have no job. */
  readonly idle: number;
  /** The fullest instance that has so many vCPUs free and for which `suits` holds. */
  fullest(vcpus: number, suits: (instance: Instance) => boolean): Instance | undefined;
  /** A job has its place on an instance, and leaves it. */
  occupy(instance: Instance, need: JobResources): void;
  release(instance: Instance, need: JobResources): void;
  launch(type: ModelledType): Instance;
  /** One that was there before a restart. */
  add(instance: Instance): void;
  /** Takes those without jobs out for which `goes` holds; how many there were. */
  terminate(goes: (instance: Instance) => boolean): number;
}

export interface InstancePools {
  of(environment: ComputeEnvironment): InstancePool;
}

export interface InstancePoolOptions {
  readonly arns: ArnMaker;
  /** What a user would have registered in the cluster of an unmanaged environment. */
  readonly unmanaged: readonly ModelledType[];
  readonly life: InstanceLife;
  /** A UUID that there was not before. */
  readonly newId: () => string;
}

export function createInstancePools({ arns, unmanaged, life, newId }: InstancePoolOptions): InstancePools {
  const pools = new WeakMap<ComputeEnvironment, InstancePool>();

  function newPool(environment: ComputeEnvironment): InstancePool {
    const byId = new Map<string, Instance>();
    const idle = new Set<Instance>();
    const rooms = createRoomIndex<Instance>();
    // Counters: a sum over the instances would be taken for each job that is placed.
    let launchedVcpus = 0;
    let requestedVcpus = 0;
    const seen = ({ id, type }: Instance): LivingInstance => {
      return { id, type: type.name, vcpus: type.vcpus, environment: environment.name };
    };

    function add(instance: Instance): void {
      byId.set(instance.id, instance);
      launchedVcpus += instance.type.vcpus;
      if (instance.jobs === 0) idle.add(instance);
      rooms.put(instance);
      life.launched(seen(instance));
    }

    function change(instance: Instance, { vcpus, memoryMiB, gpus }: JobResources, jobs: 1 | -1): void {
      requestedVcpus += jobs * vcpus;
      instance.free.vcpus -= jobs * vcpus;
      instance.free.usableMemoryMiB -= jobs * memoryMiB;
      instance.free.gpus -= jobs * gpus;
      instance.jobs += jobs;
      rooms.put(instance);
    }

    return {
      environment,
      get instances() {
        return [...byId.values()];
      },
      find: (id) => byId.get(id),
      get launchedVcpus() {
        return launchedVcpus;
      },
      get requestedVcpus() {
        return requestedVcpus;
      },
      get idle() {
        return idle.size;
      },
      fullest: (vcpus, suits) => rooms.fullest(vcpus, suits),
      occupy(instance, need) {
        idle.delete(instance);
        change(instance, need, 1);
        instance.idleSince = undefined;
      },
      release(instance, need) {
        change(instance, need, -1);
        if (instance.jobs === 0) idle.add(instance);
      },
      add,
      launch(type) {
        const cluster = resourceName(environment.ecsClusterArn);
        const isOnFargate = environment.resources !== undefined && isFargate(environment.resources.type);
        const id = `i-0${newId().replaceAll("-", "").slice(0, 16)}`;
        const registered = newId().replaceAll("-", "");
        const instance = modelInstance(
          type,
          id,
          isOnFargate ? undefined : arns.containerInstance(cluster, registered),
        );
        add(instance);
        return instance;
      },
      terminate(goes) {
        let gone = 0;
        for (const instance of idle) {
          if (!goes(instance)) continue;
          gone += 1;
          byId.delete(instance.id);
          idle.delete(instance);
          rooms.remove(instance);
          launchedVcpus -= instance.type.vcpus;
          life.terminated(seen(instance));
        }
        return gone;
      },
    };
  }

  return {
    of(environment) {
      const known = pools.get(environment);
      if (known) return known;
      const pool = newPool(environment);
      pools.set(environment, pool);
      if (!environment.resources) for (const type of unmanaged) pool.launch(type);
      return pool;
    },
  };
}

/** An instance without jobs. */
export function modelInstance(
  type: ModelledType,
  id: string,
  containerInstanceArn: string | undefined,
): Instance {
  const free = { vcpus: type.vcpus, usableMemoryMiB: type.usableMemoryMiB, gpus: type.gpus };
  return { type, id, containerInstanceArn, free, jobs: 0, isReplaced: false, idleSince: undefined };
}

/** An instance as a whole, for a job that shares it with no other. */
export const wholeOf = ({ vcpus, usableMemoryMiB: memoryMiB, gpus }: ModelledType): JobResources => ({
  vcpus,
  memoryMiB,
  gpus,
});
