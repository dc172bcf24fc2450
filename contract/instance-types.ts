import { GeosBenchError } from "./errors.ts";
import type { Architecture } from "./architecture.ts";
import ec2 from "./ec2/instance-types.json" with { type: "json" };
import { processorOf } from "./ec2/processors.ts";
import type { TypeRecord } from "./ec2/type-record.ts";
import { usableMemoryMiB } from "./ec2/usable-memory.ts";

/** What is known of an EC2 instance type. `physicalCores` and `threadsPerCore` are those of the default CPU options. */
export interface InstanceType {
  readonly name: string;
  readonly architecture: Architecture;
  /** Marketing name of the processor, as benchmark configs write it; `null` where AWS publishes none. */
  readonly processor: string | null;
  readonly vcpus: number;
  readonly physicalCores: number;
  readonly threadsPerCore: number;
  readonly memoryMiB: number;
  /** Memory that a job can request and is certain to get: see {@link usableMemoryMiB}. */
  readonly usableMemoryMiB: number;
  readonly gpus: number;
  /** Its CPU options cannot be chosen (EC2 user guide, "CPU options"). */
  readonly isBareMetal: boolean;
}

/** Checked when it is written and by its test: it is ours. */
const record = ec2 as unknown as TypeRecord;

/** Every type that EC2 had when it was asked, macOS's too. */
export const ec2TypeNames: readonly string[] = Object.keys(record.types);

/**
 * The types of EC2 that run Linux, smaller ones of a family first. A vCPU is a physical core on Graviton and on c7a, a
 * hyper-thread on c7i (EC2 user guide, "CPU options"). hpc7g has one memory size for all its sizes: smaller sizes only
 * have fewer cores.
 */
export const instanceTypes: ReadonlyMap<string, InstanceType> = new Map(
  Object.entries(record.types)
    .flatMap(([name, row]): InstanceType[] => {
      const [vcpus, physicalCores, memoryMiB, architecture, gpus, isBareMetal] = row;
      if (architecture === "arm64_mac" || architecture === "x86_64_mac") return [];
      return [
        {
          name,
          architecture,
          processor: processorOf(familyOf(name)),
          vcpus,
          physicalCores,
          threadsPerCore: vcpus / physicalCores,
          memoryMiB,
          usableMemoryMiB: usableMemoryMiB(name, memoryMiB),
          gpus,
          isBareMetal,
        },
      ];
    })
    .sort(
      (a, b) =>
        compare(familyOf(a.name), familyOf(b.name)) ||
        a.vcpus - b.vcpus ||
        a.memoryMiB - b.memoryMiB ||
        compare(a.name, b.name),
    )
    .map((type) => [type.name, type]),
);

const byFamily = Map.groupBy(instanceTypes.values(), ({ name }) => familyOf(name));

/** c7g.4xlarge → c7g. */
function familyOf(name: string): string {
  return name.split(".", 1)[0] ?? name;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The types that AWS Batch takes a name for: one type, or every size of a family ("c7g") but bare metal (Batch API
 * reference, ComputeResource, instanceTypes); empty for neither.
 */
export function instanceTypesOf(name: string): readonly InstanceType[] {
  const type = instanceTypes.get(name);
  return type ? [type] : (byFamily.get(name)?.filter(({ isBareMetal }) => !isBareMetal) ?? []);
}

/**
 * What EC2 has that is like an unknown name: the sizes of its family, else the families that begin alike; a sentence.
 */
export function knownLike(name: string): string {
  const family = familyOf(name);
  const sizes = byFamily.get(family);
  if (sizes) return `Of ${family} there are: ${sizes.map((type) => type.name).join(", ")}.`;
  const letter = /^[a-z]+/.exec(family)?.[0] ?? "";
  const generations = [...byFamily.keys()].filter((of) => /^[a-z]+/.exec(of)?.[0] === letter);
  const families = generations.length > 0 ? generations : ["c7g", "c7i", "c7a", "m7g", "r7g", "hpc7g"];
  const which = generations.length > 0 ? "Families" : "Families are, among others";
  return `${which}: ${families.join(", ")} (${record.recorded_on}); a type is for example c7g.4xlarge.`;
}

/** Looks an instance type up by name; an unknown one is an error that lists what is like it. */
export function instanceType(name: string): InstanceType {
  const found = instanceTypes.get(name);
  if (found) return found;
  throw new GeosBenchError(`Unknown instance type "${name}". ${knownLike(name)}`, {
    code: "unknown-instance-type",
    hint: "If AWS offers it since then: node scripts/write-instance-types.ts asks EC2.",
  });
}
