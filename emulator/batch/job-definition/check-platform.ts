import type { ContainerProperties, LinuxParameters } from "@aws-sdk/client-batch";
import { isGiven } from "../resource/is-given.ts";
import { jobErrors } from "../job/errors.ts";
import type { Capability } from "../job/platform.ts";
import { resourceErrors } from "../resource/errors.ts";

/** API reference, ContainerProperties: "Jobs that are running on Amazon EC2 resources must not specify this parameter." */
const fargateOnly = ["networkConfiguration", "fargatePlatformConfiguration", "ephemeralStorage"] as const;

/** API reference, ContainerProperties and LinuxParameters: "isn't applicable to jobs that are running on Fargate". */
const instancesOnly = ["ulimits", "instanceType"] as const satisfies readonly (keyof ContainerProperties)[];
const instancesOnlyLinux = [
  "devices",
  "sharedMemorySize",
  "tmpfs",
  "maxSwap",
  "swappiness",
] as const satisfies readonly (keyof LinuxParameters)[];

/** What of a container its platform does not have. */
export function checkPlatform(container: ContainerProperties, capability: Capability): void {
  if (capability === "FARGATE") checkFargate(container);
  else {
    // The text for the first: terraform-provider-aws acceptance tests. The others follow it.
    const given = fargateOnly.find((member) => container[member] !== undefined);
    if (given) throw resourceErrors.invalid(`${given} not applicable for EC2.`);
  }
}

function checkFargate(container: ContainerProperties): void {
  const { linuxParameters = {}, volumes = [], logConfiguration, ephemeralStorage } = container;
  if (!container.executionRoleArn) throw jobErrors.executionRoleMissing();
  const member = instancesOnly.find((name) => isGiven(container[name]));
  if (member) throw jobErrors.notForFargate(member);
  if (container.privileged) throw jobErrors.notForFargate("privileged");
  const linux = instancesOnlyLinux.find((name) => isGiven(linuxParameters[name]));
  if (linux) throw jobErrors.notForFargate(`linuxParameters.${linux}`);
  if (volumes.some(({ host }) => host?.sourcePath)) throw jobErrors.notForFargate("volumes.host.sourcePath");
  const { platformVersion = "LATEST" } = container.fargatePlatformConfiguration ?? {};
  if (/^1\.[0-3]\./.test(platformVersion) && volumes.some((volume) => volume.efsVolumeConfiguration)) {
    throw jobErrors.efsPlatform();
  }
  // API reference, LogConfiguration: "Jobs that run on Fargate resources are restricted to the awslogs and splunk log drivers".
  const driver = logConfiguration?.logDriver ?? "awslogs";
  if (driver !== "awslogs" && driver !== "splunk") throw jobErrors.notForFargate(`logDriver ${driver}`);
  const size = ephemeralStorage?.sizeInGiB;
  if (ephemeralStorage && !(Number.isInteger(size) && Number(size) >= 21 && Number(size) <= 200)) {
    throw resourceErrors.invalid(`ephemeralStorage.sizeInGiB must be between 21 and 200, given ${size}`);
  }
}
