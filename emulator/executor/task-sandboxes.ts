import type Docker from "dockerode";
import { pack } from "tar-stream";
import { inspectIfThere } from "../../host/inspect-if-there.ts";
import { removeContainer } from "../../host/ownership/sweep.ts";
import type { AttemptRequest } from "../ports/executor.ts";
import { attemptLabels, ownNetwork, taskName, type ContainerSurroundings } from "./container-options.ts";
import type { EngineCapacity } from "./host-notes.ts";
import { pauseProgram } from "./pause-program.ts";

/**
 * The containers that hold the network of tasks, and their namespaces, while the containers of a task come and go; ECS
 * has the like ("~internal~ecs~pause").
 */
export interface TaskSandboxes {
  /** A container of the task is there, or will be. */
  enter(request: AttemptRequest): void;
  /** The task's sandbox runs from now on, made of an image that the engine has. */
  open(request: AttemptRequest, image: string): Promise<void>;
  /** That container is gone: with the last one goes the sandbox. */
  leave(request: AttemptRequest): Promise<void>;
}

interface Sandbox {
  containers: number;
  opened?: Promise<void>;
}

interface Settings extends Pick<Partial<ContainerSurroundings>, "network" | "extraHosts" | "labels"> {
  readonly docker: Docker;
  readonly host: EngineCapacity;
  readonly owner: string;
}

export function createTaskSandboxes(settings: Settings): TaskSandboxes {
  const { docker } = settings;
  const byTask = new Map<string, Sandbox>();
  return {
    enter(request) {
      const name = taskName(request);
      const sandbox = byTask.get(name) ?? { containers: 0 };
      sandbox.containers += 1;
      byTask.set(name, sandbox);
    },
    async open(request, image) {
      const sandbox = byTask.get(taskName(request));
      if (!sandbox) throw new TypeError(`Nobody has entered the task ${taskName(request)}`);
      sandbox.opened ??= startSandbox(request, image, settings);
      await sandbox.opened;
    },
    async leave(request) {
      const name = taskName(request);
      const sandbox = byTask.get(name);
      if (!sandbox || --sandbox.containers > 0) return;
      byTask.delete(name);
      await sandbox.opened?.catch(() => {});
      await removeContainer(docker, name);
    },
  };
}

/** One of a process before this one is there still, unless the engine was stopped. */
async function startSandbox(request: AttemptRequest, image: string, settings: Settings): Promise<void> {
  const { docker, host } = settings;
  const name = taskName(request);
  const before = await inspectIfThere(docker, name);
  if (before?.State.Running) return;
  if (before) await removeContainer(docker, before.Id);
  const container = await docker.createContainer(sandboxOptions(request, image, settings));
  // Whatever the image is for: the program is for the engine's machine.
  await container.putArchive(await archiveOf(pauseProgram(host.platform ?? request.platform)), { path: "/" });
  await container.start();
}

const programName = "geos-chem-bench-pause";

function sandboxOptions(
  request: AttemptRequest,
  image: string,
  { owner, labels = {}, network, extraHosts = [] }: Settings,
): Docker.ContainerCreateOptions {
  const { pidMode, ipcMode } = request.inTask ?? {};
  return {
    name: taskName(request),
    platform: request.platform,
    Image: image,
    Entrypoint: [`/${programName}`],
    Cmd: [],
    User: "0",
    WorkingDir: "/",
    Healthcheck: { Test: ["NONE"] },
    Labels: attemptLabels(request, { owner, labels }),
    HostConfig: {
      ...ownNetwork({ network, extraHosts }),
      // Somebody has to wait for the processes that are left behind in a common namespace.
      ...(pidMode === "task" && { Init: true }),
      ...(ipcMode === "task" && { IpcMode: "shareable" }),
    },
  };
}

async function archiveOf(program: Buffer): Promise<Buffer> {
  const archive = pack();
  archive.entry({ name: programName, mode: 0o755 }, program);
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
