import path from "node:path";
import type { ContainerProperties } from "@aws-sdk/client-batch";
import type { MountSettings } from "dockerode";
import { sha256 } from "../../contract/sha256.ts";
import { containerLabels } from "../../host/ownership/labels.ts";

/** Host paths of an instance, and the directories of this machine that stand for them. */
export type VolumeDirectories = Readonly<Record<string, string>>;

/** Where a host path of an instance is here: a directory of this machine, or a Docker volume that starts empty. */
type LocalPlace = { readonly directory: string } | { readonly volume: string };

/**
 * The directory that was given for the path or for the nearest one above it. A path that nobody gave one for is, as
 * on a new instance, empty, shared by the jobs of this environment and gone with it.
 */
export function localPlace(hostPath: string, directories: VolumeDirectories, owner: string): LocalPlace {
  const wanted = path.posix.normalize(hostPath).replace(/(?<=.)\/$/, "");
  for (let above = wanted; ; above = path.posix.dirname(above)) {
    const directory = directories[above];
    if (directory !== undefined)
      return { directory: path.join(directory, path.posix.relative(above, wanted)) };
    if (above === path.posix.dirname(above)) break;
  }
  return { volume: volumeName(owner, wanted) };
}

const volumeName = (...of: readonly string[]): string =>
  `geos-chem-bench-${sha256(of.join(" ")).slice(0, 12)}`;

interface VolumeSurroundings {
  readonly directories: VolumeDirectories;
  readonly owner: string;
  /** Besides ours. */
  readonly labels: Readonly<Record<string, string>>;
  /** One for each attempt. */
  readonly task: string;
}

/**
 * Mounts of a container. A volume without a host path is its task's own, one however often it is mounted, and lasts as
 * long as that does, on ECS and here.
 */
export function volumeMounts(
  { volumes = [], mountPoints = [] }: ContainerProperties,
  { directories, owner, labels, task }: VolumeSurroundings,
): MountSettings[] {
  return mountPoints.map(({ sourceVolume = "", containerPath = "", readOnly = false }) => {
    const hostPath = volumes.find(({ name }) => name === sourceVolume)?.host?.sourcePath;
    const mount = { Target: containerPath, ReadOnly: readOnly };
    const place = hostPath
      ? localPlace(hostPath, directories, owner)
      : { volume: volumeName(owner, task, sourceVolume) };
    if ("directory" in place) return { ...mount, Type: "bind", Source: place.directory };
    return {
      ...mount,
      Type: "volume",
      Source: place.volume,
      // Made with the label that the sweeper finds it by; it takes owner and mode of the image's directory there.
      VolumeOptions: {
        NoCopy: false,
        Labels: { ...labels, [containerLabels.owner]: owner },
        DriverConfig: { Name: "local", Options: {} },
      },
    };
  });
}

/** The volumes that a task has for itself, to be removed with its last container. */
export function ownVolumes(
  { volumes = [] }: ContainerProperties,
  { owner, task }: Pick<VolumeSurroundings, "owner" | "task">,
): string[] {
  return volumes
    .filter(({ host }) => !host?.sourcePath)
    .map(({ name = "" }) => volumeName(owner, task, name));
}

/** What stands for the host paths that a job mounts, as lines for its log. */
export function volumeNotes(
  { volumes = [], mountPoints = [] }: ContainerProperties,
  { directories, owner }: { readonly directories: VolumeDirectories; readonly owner: string },
): string[] {
  return mountPoints.flatMap(({ sourceVolume, readOnly = false }) => {
    const hostPath = volumes.find(({ name }) => name === sourceVolume)?.host?.sourcePath;
    if (!hostPath) return [];
    const place = localPlace(hostPath, directories, owner);
    const local =
      "directory" in place
        ? `${place.directory} of this machine`
        : `a Docker volume of this environment, empty at first (--volume ${hostPath}=DIRECTORY gives it a directory)`;
    return [`the instance's ${hostPath} is ${local}${readOnly ? ", read-only" : ""}`];
  });
}
