/**
 * The sizes that a Fargate task can have (API reference, ResourceRequirement, MEMORY and VCPU): MiB by vCPUs, from, to
 * and in which steps.
 */
const sizes: ReadonlyMap<number, { readonly from: number; readonly to: number; readonly step: number }> =
  new Map([
    // 512, and then 1024 and 2048.
    [0.25, { from: 512, to: 2048, step: 512 }],
    [0.5, { from: 1024, to: 4096, step: 1024 }],
    [1, { from: 2048, to: 8192, step: 1024 }],
    [2, { from: 4096, to: 16_384, step: 1024 }],
    [4, { from: 8192, to: 30_720, step: 1024 }],
    [8, { from: 16_384, to: 61_440, step: 4096 }],
    [16, { from: 32_768, to: 122_880, step: 8192 }],
  ]);

export function isFargateSize(vcpus: number, memoryMiB: number): boolean {
  const size = sizes.get(vcpus);
  if (!size) return false;
  if (vcpus === 0.25 && memoryMiB === 1536) return false;
  return memoryMiB >= size.from && memoryMiB <= size.to && (memoryMiB - size.from) % size.step === 0;
}
