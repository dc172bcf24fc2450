import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { createInterface } from "node:readline";
import { containerErrors, reasons } from "../../emulator/aws/reasons.ts";
import type {
  AttemptObserver,
  AttemptOutcome,
  AttemptRequest,
  Executor,
} from "../../emulator/ports/executor.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

/**
 * Stands in for containers: runs what a job's container would run, its command with its variables, as a process of this
 * machine in a new directory. For jobs whose image nobody has here. What `env` has is what the image would have.
 */
export function createProcessExecutor(env: NodeJS.ProcessEnv): Executor {
  return {
    start(request, observer) {
      let child: ChildProcess | undefined;
      let isStopped = false;
      async function run(): Promise<AttemptOutcome> {
        // Not before `start` has returned.
        await Promise.resolve();
        const refusal = isStopped ? "Task stopped before its container started" : observer.starting();
        if (refusal !== undefined) return failedToStart(refusal);
        child = processOf(request, observer, env);
        const [exitCode, by] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
        return {
          exitCode: exitCode ?? 128 + (by === null ? 0 : constants.signals[by]),
          statusReason: reasons.essentialContainerExited,
        };
      }
      const finished = run().catch((error: Error) => failedToStart(error.message));
      return {
        finished,
        discard: () => {},
        async stop(graceMs) {
          isStopped = true;
          signal(child, "SIGTERM");
          const killing = setTimeout(() => signal(child, "SIGKILL"), graceMs);
          await finished;
          clearTimeout(killing);
        },
      };
    },
  };
}

function processOf(
  { container: { command, environment = [] } }: AttemptRequest,
  observer: AttemptObserver,
  env: NodeJS.ProcessEnv,
): ChildProcess {
  const [program = "", ...args] = command;
  const child = spawn(program, args, {
    cwd: temporaryDirectory("job"),
    env: { ...env, ...Object.fromEntries(environment.map(({ name = "", value }) => [name, value])) },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own: what the job has started ends with it, as in a container.
    detached: true,
  });
  for (const from of ["stdout", "stderr"] as const) {
    createInterface(child[from]).on("line", (line) => observer.log(line, Date.now(), from));
  }
  child.once("spawn", () => observer.running());
  return child;
}

const failedToStart = (why: string): AttemptOutcome => ({
  statusReason: reasons.taskFailedToStart,
  reason: `${containerErrors.cannotStart}: ${why}`,
});

function signal(child: ChildProcess | undefined, name: NodeJS.Signals): void {
  if (child?.pid === undefined) return;
  try {
    process.kill(-child.pid, name);
  } catch {
    // It has ended.
  }
}
