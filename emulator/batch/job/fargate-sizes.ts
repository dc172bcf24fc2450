/** MiB by vCPUs: the sizes that a Fargate task can have (API reference, ResourceRequirement, MEMORY and VCPU). */
const sizes: ReadonlyMap<number, readonly number[]> = new Map([
  [0.25, [512, 1024, 2048]],
  [0.5, every(1024, 1024, 4096)],
  [1, every(1024, 2048, 8192)],
  [2, every(1024, 4096, 16_384)],
  [4, every(1024, 8192, 30_720)],
  [8, every(4096, 16_384, 61_440)],
  [16, every(8192, 32_768, 122_880)],
]);

export const isFargateSize = (vcpus: number, memoryMiB: number): boolean =>
  sizes.get(vcpus)?.includes(memoryMiB) ?? false;

function every(step: number, from: number, to: number): number[] {
  return Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
}
