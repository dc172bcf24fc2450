import type Docker from "dockerode";
import type { Platform } from "../../contract/architecture.ts";
import type { AttemptRequest } from "../ports/executor.ts";
import type { EngineCapacity } from "./host-notes.ts";
import type { VolumeDirectories } from "./host-volumes.ts";
import type { TaskSandboxes } from "./task-sandboxes.ts";

export interface DockerExecutorOptions {
  readonly docker: Docker;
  /** What the engine's machine has: {@link engineCapacity}. */
  readonly host: EngineCapacity;
  /** Name of the image on this engine for the one that a job definition has (an ECR URL). */
  readonly resolveImage: (image: string, platform: Platform) => Promise<string>;
  /** Variables that every job gets: endpoints, region, credentials. What the job sets itself wins. */
  readonly jobEnvironment?: (request: AttemptRequest) => Promise<Readonly<Record<string, string>>>;
  /** Values of a job's secrets, by the variable's name; default: such a job is refused. */
  readonly resolveSecrets?: (request: AttemptRequest) => Promise<Readonly<Record<string, string>>>;
  /** Docker network of the containers; default: the engine's own. */
  readonly network?: string;
  /** Lines for /etc/hosts, such as "host.docker.internal:host-gateway". */
  readonly extraHosts?: readonly string[];
  /** Directories of this machine that stand for host paths of an instance; default: none. */
  readonly volumeDirectories?: VolumeDirectories;
  /** Labels of containers and volumes besides ours. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Owner of the containers, in their label; default: this process. */
  readonly owner?: string;
}

/** The options with their defaults. */
export type DockerSettings = DockerExecutorOptions &
  Required<Pick<DockerExecutorOptions, "owner" | "jobEnvironment" | "volumeDirectories">> & {
    readonly sandboxes: TaskSandboxes;
  };
