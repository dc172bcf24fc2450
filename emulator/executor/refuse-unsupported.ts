import type { ContainerProperties } from "@aws-sdk/client-batch";
import { containerErrors } from "../batch/reasons.ts";
import { StartFault } from "./start-fault.ts";

/** Refuses what this executor cannot give a container. It is said, not left out: the job would run on something else. */
export function refuseUnsupported(container: ContainerProperties): void {
  const mounted = new Set(container.mountPoints?.map(({ sourceVolume }) => sourceVolume));
  for (const { name, host, efsVolumeConfiguration } of container.volumes ?? []) {
    const source = host?.sourcePath;
    if (!mounted.has(name) || (!source && !efsVolumeConfiguration)) continue;
    const what = source ? `host path ${source}` : "an EFS file system";
    throw refused(`volume "${name}" is ${what}, which the local AWS Batch does not mount yet; use S3`);
  }
  const names = new Set(container.volumes?.map(({ name }) => name));
  const unknown = [...mounted].find((name) => !names.has(name));
  if (unknown !== undefined) throw refused(`mount point of a volume "${unknown}" that is not in volumes`);
  if (container.linuxParameters?.devices?.length) {
    throw refused("linuxParameters.devices: the local AWS Batch gives no devices of this machine to jobs");
  }
  if (container.secrets?.length) {
    throw new StartFault(
      containerErrors.resourceInitialization,
      `secrets (${container.secrets.map(({ name }) => name).join(", ")}): the local AWS Batch has no Secrets Manager; pass the value in environment for a local run`,
    );
  }
}

const refused = (text: string): StartFault => new StartFault(containerErrors.cannotCreate, text);
