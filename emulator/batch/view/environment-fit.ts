import { memoryBasis, memoryVerdict, type MemoryVerdict } from "../../../contract/ec2/usable-memory.ts";
import { isUsable, type ComputeEnvironment } from "../compute-environment/compute-environment.ts";
import { isFargate } from "../compute-environment/environment-kind.ts";
import type { Requirement } from "../job/requirement.ts";
import { candidates, suits, type ModelledType } from "../scheduler/placement/candidates.ts";
import type { InstancePools } from "../scheduler/placement/instance-pool.ts";

/** What a compute environment has for a job. */
export interface EnvironmentFit {
  readonly environment: string;
  /** Whether it takes jobs: ENABLED, and VALID or UPDATING. */
  readonly isUsable: boolean;
  /** `null` of one that launches nothing. */
  readonly maxVcpus: number | null;
  /** The type that the job would get, or the largest where none fits; `null` where there is none. */
  readonly type: TypeFit | null;
}

interface TypeFit {
  readonly name: string;
  readonly vcpus: number;
  readonly memoryMiB: number;
  /** What of the memory a job is certain to get. */
  readonly usableMemoryMiB: number;
  /** What that figure rests on. */
  readonly basis: string;
  /** Whether AWS places so large a request for memory on it. */
  readonly memory: MemoryVerdict;
  /** Whether the job fits as a whole, which here asks for certain memory. */
  readonly fits: boolean;
}

export function environmentFit(
  need: Requirement,
  environment: ComputeEnvironment,
  pools: InstancePools,
): EnvironmentFit {
  const { name, resources } = environment;
  const own = pools.of(environment).instances.map(({ type }) => type);
  const suitable = resources ? candidates(need, resources) : own.filter((type) => suits(need, type));
  const type = suitable[0] ?? largest(resources?.launchable ?? own);
  return {
    environment: name,
    isUsable: isUsable(environment),
    maxVcpus: resources?.maxVcpus ?? null,
    type: type ? typeFit(need, type, basisOf(environment, type)) : null,
  };
}

function basisOf({ resources }: ComputeEnvironment, { name }: ModelledType): string {
  if (!resources) return "what is registered there";
  return isFargate(resources.type) ? "a task of Fargate has what its job asks for" : memoryBasis(name);
}

function typeFit(need: Requirement, type: ModelledType, basis: string): TypeFit {
  const { name, vcpus, memoryMiB, usableMemoryMiB } = type;
  return {
    name,
    vcpus,
    memoryMiB,
    usableMemoryMiB,
    basis,
    memory: memoryVerdict(type, need.memoryMiB),
    fits: suits(need, type),
  };
}

const largest = (types: readonly ModelledType[]): ModelledType | undefined =>
  types.toSorted((a, b) => b.vcpus - a.vcpus || b.usableMemoryMiB - a.usableMemoryMiB)[0];
