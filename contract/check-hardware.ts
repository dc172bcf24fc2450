import type { z } from "zod";
import type { Architecture } from "./architecture.ts";
import { instanceTypes, knownLike } from "./instance-types.ts";

interface Hardware {
  instance_type: string;
  processor_type: string;
  architecture: Architecture;
  vcpus: number;
  memory_gb: number;
}

/**
 * Contradictions between the claimed hardware and what the instance type is. Whether the request fits the *usable*
 * memory is not decided here: that is AWS Batch's answer (the job stays RUNNABLE), which the emulator gives too.
 */
export function checkHardware(hardware: Hardware, context: z.RefinementCtx<Hardware>): void {
  const report = (key: keyof Hardware, message: string) =>
    context.addIssue({ code: "custom", path: [key], message, input: hardware[key] });

  const type = instanceTypes.get(hardware.instance_type);
  if (!type) {
    report("instance_type", `unknown instance type. ${knownLike(hardware.instance_type)}`);
    return;
  }
  if (hardware.architecture !== type.architecture) {
    report(
      "architecture",
      `${type.name} is ${type.architecture}${type.processor === null ? "" : ` (${type.processor})`}`,
    );
  }
  // What a type has of which AWS names no processor is for the run to observe.
  if (type.processor !== null && normalise(hardware.processor_type) !== normalise(type.processor)) {
    report("processor_type", `${type.name} has ${type.processor}`);
  }
  if (hardware.vcpus > type.vcpus) {
    report("vcpus", `${type.name} has ${type.vcpus} vCPUs`);
  }
  if (hardware.memory_gb * 1024 > type.memoryMiB) {
    report("memory_gb", `${type.name} has ${type.memoryMiB / 1024} GiB`);
  }
}

/**
 * "AWS Graviton3", "graviton 3" and "Graviton3" mean the same processor, as do "Intel Sapphire Rapids" and
 * "sapphire-rapids".
 */
function normalise(processor: string): string {
  return processor.toLowerCase().replaceAll(/^(aws|amd|intel)\s+|[\s_-]/g, "");
}
