import type { Executor } from "../ports/executor.ts";
import { startDockerAttempt, type DockerAttempt } from "./docker-attempt.ts";
import type { DockerExecutorOptions, DockerSettings } from "./docker-settings.ts";
import { createTaskSandboxes } from "./task-sandboxes.ts";
import { ownerId } from "../../host/ownership/owner-id.ts";

export interface DockerExecutor extends Executor {
  /** Stops what still runs and waits until no container of this executor is left. */
  close(graceMs?: number): Promise<void>;
}

/** Runs attempts as containers of a Docker engine. */
export function createDockerExecutor(options: DockerExecutorOptions): DockerExecutor {
  const defaults = {
    owner: ownerId(),
    jobEnvironment: () => Promise.resolve({}),
    volumeDirectories: {},
    ...options,
  };
  const settings: DockerSettings = { ...defaults, sandboxes: createTaskSandboxes(defaults) };
  const open = new Set<DockerAttempt>();

  return {
    start(request, observer) {
      const attempt = startDockerAttempt(request, observer, settings);
      open.add(attempt);
      void attempt.gone.then(() => open.delete(attempt));
      return attempt;
    },
    async close(graceMs = 2000) {
      const ends = Array.from(open, async (attempt) => {
        await attempt.stop(graceMs);
        attempt.discard();
        await attempt.gone;
      });
      await Promise.all(ends);
    },
  };
}
