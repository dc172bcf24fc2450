import Docker from "dockerode";
import type { DockerArchitecture } from "../../../../contract/architecture.ts";
import { createDockerExecutor } from "../../../../emulator/executor/docker-executor.ts";
import type { DockerExecutorOptions } from "../../../../emulator/executor/docker-settings.ts";
import { engineCapacity } from "../../../../emulator/executor/engine-capacity.ts";
import type { AttemptRequest, JobContainer } from "../../../../emulator/ports/executor.ts";

// What CI has been given is not skipped there: a skip must not hide that nothing ran.
const skippable = process.env["CI"] !== "true";

export const docker = new Docker();

/** A shell and coreutils for the architecture: the project's own base image, where it has been made. */
async function baseImage(architecture: DockerArchitecture): Promise<string | undefined> {
  const images = await docker.listImages({ filters: { reference: ["localhost/geos-chem-bench/base"] } });
  const names = images.flatMap(({ RepoTags = [] }) => RepoTags);
  return names.find((name) => name.endsWith(`-${architecture}`));
}

/** What these tests need; `missing` says what is not there. */
export async function probe(): Promise<{ amd64: string; arm64: string; missing: string | undefined }> {
  try {
    await docker.ping();
  } catch (error) {
    if (skippable) return { amd64: "", arm64: "", missing: "no Docker engine answers" };
    throw error;
  }
  const [amd64, arm64] = await Promise.all([baseImage("amd64"), baseImage("arm64")]);
  const missing = amd64 && arm64 ? undefined : "no base images (gcbench doctor --fix makes them)";
  if (missing && !skippable) throw new Error(missing);
  return { amd64: amd64 ?? "", arm64: arm64 ?? "", missing };
}

let count = 0;

interface Situation {
  /** What stands against the container's start. */
  readonly refusal?: string;
  /** Its container may be there from before. */
  readonly isResumed?: boolean;
  /** Whether the outcome is kept as soon as it is known, so that the container may go. */
  readonly isKept?: boolean;
}

/** Runs single attempts on the real engine and keeps what is seen of them. */
export async function attempts(owner: string, more: Partial<DockerExecutorOptions> = {}) {
  const executor = createDockerExecutor({
    docker,
    host: await engineCapacity(docker),
    resolveImage: (image) => Promise.resolve(image),
    owner,
    ...more,
  });

  function start(
    container: Partial<JobContainer>,
    request: Partial<AttemptRequest> = {},
    { refusal, isResumed = false, isKept = true }: Situation = {},
  ) {
    const lines: string[] = [];
    const times: number[] = [];
    let sayRunning = (): void => {};
    const isRunning = new Promise<void>((resolve) => {
      sayRunning = resolve;
    });
    const attempt = executor.start(
      {
        jobId: `${owner}-${++count}`,
        jobName: "test",
        attempt: 1,
        region: "us-east-1",
        instanceId: "i-0123456789abcdef0",
        platform: "linux/amd64",
        container: { image: "", command: [], ...container },
        vcpus: 1,
        memoryMiB: 64,
        cpuLimit: "share",
        isNode: false,
        ...request,
      },
      {
        isResumed,
        found: sayRunning,
        starting: () => refusal,
        running: sayRunning,
        log(line, time) {
          lines.push(line);
          times.push(time);
        },
      },
    );
    // As the scheduler does once it has kept the outcome.
    void attempt.finished.then(() => isKept && attempt.discard());
    return { ...attempt, lines, times, isRunning };
  }
  return { executor, start };
}

/** Containers of these tests that are still there. */
export async function leftOver(owner: string): Promise<string[]> {
  const found = await docker.listContainers({
    all: true,
    filters: { label: [`org.geos-chem-bench.instance=${owner}`] },
  });
  return found.map(({ Id }) => Id);
}
