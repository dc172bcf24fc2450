/** A type of which somebody has seen what a job can get, in MiB, and where that stands. */
interface KnownMemory {
  readonly usableMiB: number;
  readonly source: string;
}

/** What Batch's image keeps for itself of the memory that the kernel sees, in MiB (AWS Batch user guide, as below). */
const reservedMiB = 32;

/** Known points; everything else is the model. */
const known: Readonly<Record<string, KnownMemory>> = {
  "m4.large": {
    usableMiB: 7985 - reservedMiB,
    source: 'AWS Batch user guide, "Compute environment memory management": the kernel sees 7,985 MiB',
  },
  "r5d.xlarge": {
    usableMiB: 31_672,
    source: "github.com/ASFHyP3/hyp3/issues/582: the largest job that was placed",
  },
};

/** github.com/pytorch/torchx/pull/795: what had to be left of a trn1's size; 0.97 served on others (#645). */
const safeShare = 0.96;

/** The largest share of a type's size that is published as visible to its kernel: m4.large. */
const largestSeenShare = 7985 / 8192;

/**
 * Beside its share a kernel has a fixed part, which counts in small instances: of m4.large's 207 MiB that cannot be seen
 * 128 are the descriptions of its pages (64 of every 4,096 bytes).
 */
const fixedMiB = 8192 - 7985 - 8192 / 64;

/**
 * The largest memory request, in MiB, that an instance of the type is certain to place. The ECS agent registers what the
 * kernel sees, less what Batch's image reserves. A model where nothing is known, since no figure is published for most
 * types; it is on the low side: who gets less than it says waits in RUNNABLE for ever.
 */
export function usableMemoryMiB(name: string, memoryMiB: number): number {
  return (
    knownOf(name)?.usableMiB ??
    Math.max(
      0,
      Math.floor(Math.min(memoryMiB * safeShare, memoryMiB * (1 - 1 / 64) - fixedMiB)) - reservedMiB,
    )
  );
}

/**
 * Whether a memory request is placed on a type. `certain`: as far as is known, it is. `likely`: other types of EC2 were
 * seen to have so large a share of their size for jobs, this one was not asked. `never`: no type was seen to.
 */
export type MemoryVerdict = "certain" | "likely" | "never";

export function memoryVerdict(
  { name, memoryMiB, usableMemoryMiB: certain }: MemoryOfType,
  requestedMiB: number,
): MemoryVerdict {
  if (requestedMiB <= certain) return "certain";
  const isLikely = !knownOf(name) && requestedMiB <= Math.floor(memoryMiB * largestSeenShare) - reservedMiB;
  return isLikely ? "likely" : "never";
}

/** What the figure rests on, in words. */
export function memoryBasis(name: string): string {
  return knownOf(name)?.source ?? `a model, floor(${safeShare} × memory) − ${reservedMiB} MiB`;
}

export interface MemoryOfType {
  readonly name: string;
  readonly memoryMiB: number;
  readonly usableMemoryMiB: number;
}

const knownOf = (name: string): KnownMemory | undefined =>
  Object.hasOwn(known, name) ? known[name] : undefined;
