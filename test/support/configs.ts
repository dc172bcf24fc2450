import { randomUUID } from "node:crypto";

/** This machine's: what does not depend on the architecture is proved without QEMU. */
export const [native, foreign] =
  process.arch === "arm64" ? (["arm64", "x86_64"] as const) : (["x86_64", "arm64"] as const);

export const fleetOf = { arm64: "graviton", x86_64: "x86" } as const;

/** The smallest run that really computes, on each architecture. Every call has an id of its own. */
export function smallConfig(
  architecture: "arm64" | "x86_64",
  more: object = {},
): { id: string } & Record<string, unknown> {
  const hardware =
    architecture === "arm64"
      ? { instance_type: "c7g.4xlarge", processor_type: "Graviton3" }
      : { instance_type: "c7i.4xlarge", processor_type: "Sapphire Rapids" };
  return {
    id: `T-${randomUUID().slice(0, 8)}`,
    simulation_type: "transport",
    domain: { type: "global", resolution: "4x5", levels: 47 },
    duration: { hours: 1 },
    hardware: { ...hardware, architecture, vcpus: 15, memory_gb: 30 },
    workload: { tracers: 2 },
    // They take four seconds each, and say nothing about the path; machine.test.ts has them.
    canaries: false,
    ...more,
  };
}
