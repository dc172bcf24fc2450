import type { KeyValuePair, LinuxParameters, Tmpfs } from "@aws-sdk/client-batch";
import type { ContainerCreateOptions, HostConfig } from "dockerode";
import type { Validated } from "../model/validated.ts";
import type { AttemptRequest, TaskSharing } from "../ports/executor.ts";
import { volumeMounts, type VolumeDirectories } from "./host-volumes.ts";
import { containerLabels } from "../../host/ownership/labels.ts";

export interface ContainerSurroundings {
  readonly owner: string;
  /** The image on this engine. */
  readonly image: string;
  /** Variables that the definition does not have; its own values win. */
  readonly environment: Readonly<Record<string, string>>;
  readonly network: string | undefined;
  readonly extraHosts: readonly string[];
  /** Of containers and volumes, besides ours. */
  readonly labels: Readonly<Record<string, string>>;
  readonly hostMemoryMiB: number;
  readonly volumeDirectories: VolumeDirectories;
}

const mebibyte = 1024 * 1024;

/** What the engine is told, as the ECS agent tells it on EC2. */
export function containerOptions(
  request: AttemptRequest,
  around: ContainerSurroundings,
): ContainerCreateOptions {
  const { container, platform } = request;
  return {
    name: containerName(request),
    platform,
    Image: around.image,
    // An empty command leaves the image's own.
    ...(container.command.length > 0 ? { Cmd: container.command } : {}),
    ...(container.user ? { User: container.user } : {}),
    Env: environment(around.environment, container.environment ?? []),
    AttachStdout: true,
    AttachStderr: true,
    Labels: attemptLabels(request, around),
    HostConfig: hostConfig(request, around),
  };
}

/** Of each container of an attempt, a task's sandbox too. */
export function attemptLabels(
  { jobId, attempt }: Pick<AttemptRequest, "jobId" | "attempt">,
  { owner, labels }: Pick<ContainerSurroundings, "owner" | "labels">,
): Record<string, string> {
  return {
    ...labels,
    [containerLabels.owner]: owner,
    [containerLabels.jobId]: jobId,
    [containerLabels.attempt]: String(attempt),
  };
}

type Named = Pick<AttemptRequest, "jobId" | "attempt" | "inTask">;

/** One for each container of an attempt. Names of containers in tasks have no dot. */
export function containerName(request: Named): string {
  return request.inTask ? `${taskName(request)}.${request.inTask.name}` : taskName(request);
}

/** One for each attempt. The engine's names have neither the colon of a child of an array nor the # of a node. */
export function taskName({ jobId, attempt }: Named): string {
  return `batch-${jobId.replaceAll(/[:#]/g, "-")}-${attempt}`;
}

function hostConfig(request: AttemptRequest, around: ContainerSurroundings): HostConfig {
  const { container, vcpus, memoryMiB } = request;
  const memory = Math.min(memoryMiB, around.hostMemoryMiB) * mebibyte;
  const linux = container.linuxParameters;
  return {
    // A share, as ECS gives it on EC2: a quota (NanoCpus) of more CPUs than the host has is refused by the engine.
    CpuShares: vcpus * 1024,
    // Period and quota, which the engine takes for more CPUs than the host has.
    ...(request.cpuLimit === "quota" && { CpuPeriod: 100_000, CpuQuota: Math.round(vcpus * 100_000) }),
    Memory: memory,
    // The instances of Batch have no swap; with the engine's default a job could use as much again where the host has.
    MemorySwap: memory + (linux?.maxSwap ?? 0) * mebibyte,
    ...(linux?.swappiness === undefined ? {} : { MemorySwappiness: linux.swappiness }),
    ReadonlyRootfs: container.readonlyRootFilesystem ?? false,
    Privileged: container.privileged ?? false,
    Ulimits: (container.ulimits ?? []).map(({ name, softLimit, hardLimit }) => ({
      Name: name,
      Soft: softLimit,
      Hard: hardLimit,
    })),
    ...linuxOptions(linux),
    Mounts: volumeMounts(container, {
      directories: around.volumeDirectories,
      owner: around.owner,
      labels: around.labels,
      task: taskName(request),
    }),
    // Lines are read through attach; the engine's copy is for a process that comes after this one, and nothing of it may
    // be rotated away.
    LogConfig: { Type: "json-file", Config: {} },
    ...(request.inTask ? sharedNamespaces(request, request.inTask) : ownNetwork(around)),
  };
}

/** The network of a container that is alone, or of a task's sandbox. */
export function ownNetwork({
  network,
  extraHosts,
}: Pick<ContainerSurroundings, "network" | "extraHosts">): HostConfig {
  return { ...(network === undefined ? {} : { NetworkMode: network }), ExtraHosts: [...extraHosts] };
}

/** Containers of a task are on the network of their sandbox, with its /etc/hosts. */
function sharedNamespaces(request: AttemptRequest, { pidMode, ipcMode }: TaskSharing): HostConfig {
  const sandbox = `container:${taskName(request)}`;
  return {
    NetworkMode: sandbox,
    ...(pidMode === "task" && { PidMode: sandbox }),
    ...(ipcMode !== undefined && { IpcMode: ipcMode === "task" ? sandbox : ipcMode }),
  };
}

function linuxOptions(linux: Validated<LinuxParameters> | undefined): HostConfig {
  if (!linux) return {};
  const { initProcessEnabled, sharedMemorySize, tmpfs } = linux;
  return {
    ...(initProcessEnabled === undefined ? {} : { Init: initProcessEnabled }),
    ...(sharedMemorySize === undefined ? {} : { ShmSize: sharedMemorySize * mebibyte }),
    ...(tmpfs === undefined ? {} : { Tmpfs: Object.fromEntries(tmpfs.map(tmpfsMount)) }),
  };
}

function tmpfsMount({
  containerPath,
  size,
  mountOptions = [],
}: Validated<Tmpfs>): [path: string, options: string] {
  return [containerPath, [`size=${size}m`, ...mountOptions].join(",")];
}

function environment(given: Readonly<Record<string, string>>, own: readonly KeyValuePair[]): string[] {
  const merged = new Map(Object.entries(given));
  for (const { name = "", value = "" } of own) merged.set(name, value);
  return Array.from(merged, ([name, value]) => `${name}=${value}`);
}
