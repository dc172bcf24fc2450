import { GeosBenchError } from "./errors.ts";
import type { Architecture } from "./architecture.ts";

/** What is known of an EC2 instance type. `physicalCores` and `threadsPerCore` are those of the default CPU options. */
export interface InstanceType {
  readonly name: string;
  readonly architecture: Architecture;
  /** Marketing name of the processor, as benchmark configs write it. */
  readonly processor: string;
  readonly vcpus: number;
  readonly physicalCores: number;
  readonly threadsPerCore: 1 | 2;
  readonly memoryMiB: number;
  /** Memory that a job can request: see {@link usableMemoryMiB}. */
  readonly usableMemoryMiB: number;
}

interface Family {
  readonly architecture: Architecture;
  readonly processor: string;
  readonly threadsPerCore: 1 | 2;
  /** size → [vCPUs, memory in GiB] */
  readonly sizes: Readonly<Record<string, readonly [number, number]>>;
}

/**
 * vCPUs, memory and processors: the instance-type pages of the EC2 user guide (compute optimised, HPC optimised).
 * A vCPU is a physical core on Graviton and on c7a, a hyper-thread on c7i (EC2 user guide, "CPU options").
 * hpc7g has one memory size for all its sizes: smaller sizes only have fewer cores.
 */
const families: Readonly<Record<string, Family>> = {
  c7g: {
    architecture: "arm64",
    processor: "Graviton3",
    threadsPerCore: 1,
    sizes: { "4xlarge": [16, 32], "16xlarge": [64, 128] },
  },
  c8g: {
    architecture: "arm64",
    processor: "Graviton4",
    threadsPerCore: 1,
    sizes: { "4xlarge": [16, 32], "16xlarge": [64, 128] },
  },
  c7i: {
    architecture: "x86_64",
    processor: "Sapphire Rapids",
    threadsPerCore: 2,
    sizes: { "4xlarge": [16, 32], "16xlarge": [64, 128] },
  },
  c7a: {
    architecture: "x86_64",
    processor: "Genoa",
    threadsPerCore: 1,
    sizes: { "4xlarge": [16, 32], "16xlarge": [64, 128] },
  },
  hpc7g: {
    architecture: "arm64",
    processor: "Graviton3E",
    threadsPerCore: 1,
    sizes: { "4xlarge": [16, 128], "8xlarge": [32, 128], "16xlarge": [64, 128] },
  },
};

/**
 * The largest memory request that an instance of `memoryMiB` can place, in MiB. The ECS agent registers what the kernel
 * sees (about 3 % less than the nominal size: m4.large registers 7,985 of 8,192 MiB, r5d.xlarge 31,672 of 32,768) less
 * the 32 MiB that the Batch AMI reserves for itself. AWS Batch user guide, "Compute environment memory management".
 * A model, since no registered figure is published for these families: a real instance may differ by about 1 %.
 */
function usableMemoryMiB(memoryMiB: number): number {
  return Math.floor(memoryMiB * 0.97) - 32;
}

export const instanceTypes: ReadonlyMap<string, InstanceType> = new Map(
  Object.entries(families).flatMap(([family, { architecture, processor, threadsPerCore, sizes }]) =>
    Object.entries(sizes).map(([size, [vcpus, memoryGiB]]) => {
      const name = `${family}.${size}`;
      const memoryMiB = memoryGiB * 1024;
      const physicalCores = vcpus / threadsPerCore;
      const usable = usableMemoryMiB(memoryMiB);
      return [
        name,
        {
          name,
          architecture,
          processor,
          vcpus,
          physicalCores,
          threadsPerCore,
          memoryMiB,
          usableMemoryMiB: usable,
        },
      ];
    }),
  ),
);

/** The types that AWS Batch takes a name for: one type, or every known size of a family ("c7g"); empty for neither. */
export function instanceTypesOf(name: string): readonly InstanceType[] {
  const type = instanceTypes.get(name);
  return type ? [type] : [...instanceTypes.values()].filter((of) => of.name.startsWith(`${name}.`));
}

/** Looks an instance type up by name; an unknown one is an error that lists what is known. */
export function instanceType(name: string): InstanceType {
  const found = instanceTypes.get(name);
  if (found) return found;
  throw new GeosBenchError(
    `Unknown instance type "${name}". Known: ${[...instanceTypes.keys()].join(", ")}.`,
    {
      code: "unknown-instance-type",
      hint: "Add it to contract/instance-types.ts with its source if AWS offers it.",
    },
  );
}
