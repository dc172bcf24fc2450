import type { Arm, Contrast, InstanceRuns, Measure } from "../../report/compare/arm.ts";

export const wallTime: Measure = { name: "wall time", unit: "s", better: "lower" };

const minute = 60_000;

/** When the k-th of all runs ran: one after the other, a minute each. */
export const ranAt = (k: number) => ({ begin: new Date(k * minute), end: new Date((k + 1) * minute) });

/** What surrounds {@link syntheticArm}'s runs. */
export const syntheticSurroundings = {
  image: "sha256:1",
  compiler: "GCC 14.2",
  kernel: "6.1",
  ami: "ami-1",
  microcode: "0x1",
  transparent_huge_pages: "madvise",
  numa_nodes: "1",
  kernel_settings: "kernel.numa_balancing=0, vm.swappiness=60",
};

/** Made-up instances of one arm: `values[i]` are the runs of the i-th, which ran at `places[i]` of all instances. */
export function syntheticArm(
  label: string,
  values: readonly (readonly number[])[],
  places: readonly number[],
  more: Partial<InstanceRuns> = {},
): Arm {
  return {
    label,
    subject: { engine: ["proxy"], simulation: ["transport"], resolution: ["4x5"] },
    leftOut: [],
    instances: values.map((ofInstance, index) => ({
      instance: { kind: "observed", id: `synthetic-${label}-${index}` },
      reservations: [],
      surroundings: syntheticSurroundings,
      runs: ofInstance.map((value, run) => ({
        value,
        ran: ranAt(places[index] as number),
        result: `${label}/${index}/${run}`,
      })),
      ...more,
    })),
  };
}

/** Two arms in blocks of one instance each, one run per instance. */
export function interleaved(
  name: string,
  baseline: readonly number[],
  candidate: readonly number[],
): Contrast {
  const arm = (label: string, values: readonly number[], first: number) =>
    syntheticArm(
      label,
      values.map((value) => [value]),
      values.map((_, index) => 2 * index + first),
    );
  return { name, measure: wallTime, baseline: arm("a", baseline, 0), candidate: arm("b", candidate, 1) };
}
