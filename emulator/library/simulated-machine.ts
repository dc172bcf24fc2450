import { reasons } from "../aws/reasons.ts";
import { defaultContainerName } from "../batch/job/default-container-name.ts";
import { createSimulatedExecutor } from "../executor/simulated-executor.ts";
import { systemClock } from "../ports/clock.ts";
import type { AttemptRequest } from "../ports/executor.ts";
import type { Machine } from "./machine.ts";
import type { SimulatedJob, SimulatedRun } from "./local-batch.ts";

/** Runs nothing: containers go as `plan` says. Any number runs at once. */
export function simulatedMachine(plan: (job: SimulatedJob) => SimulatedRun): Machine {
  const executor = createSimulatedExecutor(systemClock, (request) => {
    const { startMs = 0, durationMs = 0, exitCode = 0, lines = [] } = plan(simulatedJob(request));
    return {
      startMs,
      durationMs,
      lines,
      outcome: { exitCode, statusReason: reasons.essentialContainerExited },
    };
  });
  return { executor, removeStrays: () => Promise.resolve(), close: () => Promise.resolve() };
}

function simulatedJob({ container, ...request }: AttemptRequest): SimulatedJob {
  const { jobId, jobName, attempt, vcpus, memoryMiB, inTask } = request;
  const variables = (container.environment ?? []).map(({ name = "", value = "" }) => [name, value]);
  return {
    jobId,
    jobName,
    attempt,
    container: inTask?.name ?? defaultContainerName,
    image: container.image,
    command: container.command,
    environment: Object.fromEntries(variables) as Record<string, string>,
    vcpus,
    memoryMiB,
  };
}
