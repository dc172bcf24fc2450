import type { ContainerProperties } from "@aws-sdk/client-batch";
import { containerErrors } from "../aws/reasons.ts";
import type { TaskSharing } from "../ports/executor.ts";
import { localPlace, type VolumeDirectories } from "./host-volumes.ts";
import { StartFault } from "./start-fault.ts";

/** Directories that an instance has from its start: an empty one in their place would be something else. */
const belongsToSystem = /^\/(?:bin|boot|dev|etc|lib|lib64|opt|proc|root|run|sbin|sys|usr|var)?(?:\/|$)/;

/**
 * Refuses what this executor cannot give a container. It is said, not left out: the job would run on something else.
 */
export function refuseUnsupported(container: ContainerProperties, directories: VolumeDirectories): void {
  const mounted = new Set(container.mountPoints?.map(({ sourceVolume }) => sourceVolume));
  for (const { name, host, efsVolumeConfiguration } of container.volumes ?? []) {
    if (!mounted.has(name)) continue;
    const source = host?.sourcePath;
    if (efsVolumeConfiguration) {
      throw refused(
        `volume "${name}" is an EFS file system, which the local AWS Batch does not have; use S3`,
      );
    }
    if (source && belongsToSystem.test(source) && "volume" in localPlace(source, directories, "")) {
      throw refused(
        `volume "${name}" is host path ${source} of the instance's own system, which this machine's is not; give a directory for it: --volume ${source}=DIRECTORY`,
      );
    }
  }
  const names = new Set(container.volumes?.map(({ name }) => name));
  const unknown = [...mounted].find((name) => !names.has(name));
  if (unknown !== undefined) throw refused(`mount point of a volume "${unknown}" that is not in volumes`);
  if (container.linuxParameters?.devices?.length) {
    throw refused("linuxParameters.devices: the local AWS Batch gives no devices of this machine to jobs");
  }
}

/** The same of what containers share: the namespaces of this machine are nobody's business. */
export function refuseNamespaces(sharing: Pick<TaskSharing, "pidMode" | "ipcMode">): void {
  const member = (["pidMode", "ipcMode"] as const).find((one) => sharing[one] === "host");
  if (member !== undefined)
    throw refused(`${member} host: the local AWS Batch gives jobs no namespace of this machine; use task`);
}

const refused = (text: string): StartFault => new StartFault(containerErrors.cannotCreate, text);
