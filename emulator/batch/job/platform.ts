import type { ContainerProperties, PlatformCapability, RuntimePlatform } from "@aws-sdk/client-batch";
import type { Architecture } from "../../../contract/architecture.ts";
import { resourceErrors } from "../resource/errors.ts";

/** What runs a job's task: instances of the account, Fargate, or instances that ECS manages. */
export type Capability = PlatformCapability;

/** EC2 where a definition names none (API reference, RegisterJobDefinition, platformCapabilities). */
export function capabilityOf(given: readonly PlatformCapability[] | undefined): Capability {
  if ((given?.length ?? 0) > 1) {
    throw resourceErrors.invalid(`platformCapabilities takes one value, given ${given?.join(", ")}`);
  }
  return given?.[0] ?? "EC2";
}

/**
 * The architecture that a job of Fargate or of managed instances asks for, X86_64 by default (API reference,
 * RuntimePlatform). On EC2 the environment's instance types decide: `undefined`.
 */
export function architectureOf(
  { runtimePlatform = {} }: Pick<ContainerProperties, "runtimePlatform">,
  capability: Capability,
): Architecture | undefined {
  return capability === "EC2" ? undefined : readRuntimePlatform(runtimePlatform);
}

function readRuntimePlatform({
  operatingSystemFamily = "LINUX",
  cpuArchitecture = "X86_64",
}: RuntimePlatform) {
  if (operatingSystemFamily.startsWith("WINDOWS_")) {
    throw resourceErrors.notYetLocal(`operatingSystemFamily ${operatingSystemFamily}`, "Use LINUX.");
  }
  if (operatingSystemFamily !== "LINUX") {
    throw resourceErrors.invalid(
      `operatingSystemFamily must be LINUX or a WINDOWS_SERVER_ one, given ${operatingSystemFamily}`,
    );
  }
  if (cpuArchitecture !== "X86_64" && cpuArchitecture !== "ARM64") {
    throw resourceErrors.invalid(`cpuArchitecture must be X86_64 or ARM64, given ${cpuArchitecture}`);
  }
  return cpuArchitecture === "ARM64" ? "arm64" : "x86_64";
}
