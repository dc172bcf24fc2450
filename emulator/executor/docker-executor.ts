import type Docker from "dockerode";
import type { Platform } from "../../contract/architecture.ts";
import type { AttemptRequest, Executor } from "../ports/executor.ts";
import { startDockerAttempt, type DockerAttempt } from "./docker-attempt.ts";
import type { EngineCapacity } from "./host-notes.ts";
import type { VolumeDirectories } from "./host-volumes.ts";
import { instanceId } from "../ownership/instance-id.ts";

export interface DockerExecutorOptions {
  readonly docker: Docker;
  /** What the engine's machine has: {@link engineCapacity}. */
  readonly host: EngineCapacity;
  /** Name of the image on this engine for the one that a job definition has (an ECR URL). */
  readonly resolveImage: (image: string, platform: Platform) => Promise<string>;
  /** Variables that every job gets: endpoints, region, credentials. What the job sets itself wins. */
  readonly jobEnvironment?: (request: AttemptRequest) => Readonly<Record<string, string>>;
  /** Docker network of the containers; default: the engine's own. */
  readonly network?: string;
  /** Lines for /etc/hosts, such as "host.docker.internal:host-gateway". */
  readonly extraHosts?: readonly string[];
  /** Directories of this machine that stand for host paths of an instance; default: none. */
  readonly volumeDirectories?: VolumeDirectories;
  /** Owner of the containers, in their label; default: this process. */
  readonly instance?: string;
}

/** The options with their defaults. */
export type DockerSettings = DockerExecutorOptions &
  Required<Pick<DockerExecutorOptions, "instance" | "jobEnvironment" | "volumeDirectories">>;

export interface DockerExecutor extends Executor {
  /** Stops what still runs and waits until no container of this executor is left. */
  close(graceMs?: number): Promise<void>;
}

/** Runs attempts as containers of a Docker engine. */
export function createDockerExecutor(options: DockerExecutorOptions): DockerExecutor {
  const settings: DockerSettings = {
    instance: instanceId(),
    jobEnvironment: () => ({}),
    volumeDirectories: {},
    ...options,
  };
  const open = new Set<DockerAttempt>();

  return {
    start(request, observer) {
      const attempt = startDockerAttempt(request, observer, settings);
      open.add(attempt);
      void attempt.gone.then(() => open.delete(attempt));
      return attempt;
    },
    async close(graceMs = 2000) {
      await Promise.all(Array.from(open, (attempt) => attempt.stop(graceMs)));
    },
  };
}
