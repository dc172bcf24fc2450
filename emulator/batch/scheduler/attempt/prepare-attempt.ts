import { platformOf } from "../../../../contract/architecture.ts";
import { messageOf } from "../../../../contract/errors.ts";
import { reasons } from "../../../aws/reasons.ts";
import type { Clock } from "../../../ports/clock.ts";
import type {
  AttemptOutcome,
  AttemptRequest,
  Executor,
  RunningAttempt,
  TaskSharing,
} from "../../../ports/executor.ts";
import type { LogSink } from "../../../ports/log-sink.ts";
import type { State } from "../../../ports/state.ts";
import { resourceName, type ArnMaker } from "../../arns.ts";
import type { Attempt } from "../../job/attempt.ts";
import { batchVariables } from "../../job/container-environment.ts";
import type { StopCause } from "../../job/job-reason.ts";
import type { JobStore } from "../../job/job-store.ts";
import type { Job } from "../../job/job.ts";
import { logDestination } from "../../job/log-destination.ts";
import type { SharedTask, TaskContainer } from "../../job/task-container.ts";
import type { Instance } from "../placement/instance-pool.ts";
import type { Seat } from "../placement/seat.ts";
import { attemptLog } from "./attempt-log.ts";
import { statusAfter } from "./status-after.ts";
import type { TaskOutcome } from "./task-outcome.ts";
import { startTask, type TaskRun } from "./task-run.ts";

export interface AttemptContext {
  readonly executor: Executor;
  readonly logs: LogSink;
  readonly clock: Clock;
  readonly jobs: JobStore;
  readonly arns: ArnMaker;
  readonly region: string;
  readonly state: State;
  /** A UUID that there was not before. */
  readonly newId: () => string;
}

export interface PreparedAttempt {
  /** Takes the job through STARTING and RUNNING to the end of this attempt, or back to RUNNABLE. Never rejects. */
  run(): Promise<void>;
  /** SIGTERM, then SIGKILL after the grace, where one is given; else after what AWS gives. The first cause counts. */
  stop(cause: StopCause, graceMs?: number): void;
}

/**
 * The next attempt of a placed job; of one that is STARTING or RUNNING, the attempt that was under way when the process
 * ended.
 */
export function prepareAttempt(
  job: Job,
  seat: Seat,
  { executor, logs, clock, jobs, arns, region, state, newId }: AttemptContext,
  onRunning?: (address?: string) => void,
): PreparedAttempt {
  const resumed = job.status === "RUNNABLE" ? undefined : job.attempts.at(-1);
  const attempt = resumed ?? newAttempt(job, seat, arns, newId().replaceAll("-", ""));
  let task: TaskRun | undefined;
  let stopping: { readonly graceMs: number | undefined } | undefined;
  let disarmTimeout: (() => void) | undefined;

  function stop(cause: StopCause, graceMs?: number): void {
    attempt.cause ??= cause;
    if (job.attempts.includes(attempt)) jobs.changed(job);
    stopping = { graceMs };
    // Its end is seen through `finished`.
    task?.stop(graceMs);
  }

  async function run(): Promise<void> {
    if (resumed) resume(resumed);
    else {
      job.attempts.push(attempt);
      jobs.move(job, "STARTING");
    }
    // A container whose attempt nobody knows after a crash would run for nothing, and the job a second time.
    await state.saved();
    task = startTask(
      job.containers.map((of, index) => ({ of, start: (started) => startContainer(of, index, started) })),
      { clock, isResumed: resumed !== undefined, onRunning: began },
    );
    // Whoever heard of STARTING may have stopped it before there was anything to stop.
    if (stopping) task.stop(stopping.graceMs);

    const outcome = await task.finished;
    disarmTimeout?.();
    end(outcome);
    await state.saved();
    task.discard();
  }

  function resume({ cause, startedAt }: Attempt): void {
    if (cause) stopping = { graceMs: undefined };
    if (startedAt !== undefined) armTimeout(startedAt);
  }

  function startContainer(
    of: TaskContainer,
    index: number,
    started: (at: number, address?: string) => void,
  ): RunningAttempt {
    const kept = attempt.containers[index];
    const log = attemptLog(kept?.log, logs);
    if (kept?.startedAt !== undefined) log.continue();
    function hasStarted(at: number, address?: string): void {
      // Before the state: whoever sees RUNNING can read it.
      if (kept && kept.startedAt === undefined) {
        log.open();
        kept.startedAt = at;
        if (job.containers.length > 1) jobs.changed(job);
      }
      started(at, address);
    }
    return start(executor, containerRequest(job, of, attempt, seat.instance, region), {
      isResumed: resumed !== undefined,
      starting: () => log.refusal(),
      running: (address) => hasStarted(clock.now(), address),
      found(startedAt) {
        log.repeat();
        hasStarted(startedAt);
      },
      log: (message, timestamp, from) => log.write({ message, timestamp }, from),
    });
  }

  function began(address: string | undefined): void {
    if (attempt.startedAt !== undefined) return;
    // Of a container that was found, the time at which it had started.
    const at = Math.max(...attempt.containers.map(({ startedAt }) => startedAt ?? 0));
    attempt.startedAt = at;
    if (address !== undefined) attempt.address = address;
    job.startedAt = at;
    jobs.move(job, "RUNNING");
    onRunning?.(address);
    armTimeout(at);
  }

  function armTimeout(startedAt: number): void {
    const seconds = job.timeout?.attemptDurationSeconds;
    if (seconds === undefined) return;
    const left = Math.max(0, startedAt + seconds * 1000 - clock.now());
    disarmTimeout = clock.after(left, () => stop({ kind: "timed-out" }));
  }

  function end({ exitCode, reason, statusReason, stoppedAt = clock.now(), containers }: TaskOutcome): void {
    const cause = (attempt.cause ??= { kind: "task-ended", statusReason });
    attempt.stoppedAt = stoppedAt;
    const isHostLost = cause.kind === "host-lost";
    if (exitCode !== undefined && !isHostLost) attempt.exitCode = exitCode;
    if (reason !== undefined) attempt.containerReason = reason;
    for (const container of attempt.containers) {
      const over = containers.get(container.name);
      if (over?.exitCode !== undefined && !isHostLost) container.exitCode = over.exitCode;
      if (over?.reason !== undefined) container.reason = over.reason;
    }
    jobs.move(job, statusAfter({ ...attempt, cause }, job), cause);
  }

  return { run, stop };
}

function newAttempt(
  job: Job,
  { pool: { environment }, instance }: Seat,
  arns: ArnMaker,
  taskId: string,
): Attempt {
  return {
    number: job.attempts.length + 1,
    computeEnvironment: environment.name,
    instance: { id: instance.id, type: instance.type },
    containerInstanceArn: instance.containerInstanceArn,
    taskArn: arns.ecsTask(resourceName(environment.ecsClusterArn), taskId),
    containers: job.containers.map((container) => ({
      name: container.name,
      log: logDestination(container, job.definitionName, taskId),
    })),
  };
}

function containerRequest(
  job: Job,
  { name, container, requirement }: TaskContainer,
  attempt: Attempt,
  instance: Instance,
  region: string,
): AttemptRequest {
  const variables = batchVariables(job, attempt.number, attempt.computeEnvironment);
  const { task } = job;
  return {
    jobId: job.id,
    jobName: job.name,
    attempt: attempt.number,
    region,
    instanceId: instance.id,
    platform: platformOf(instance.type.architecture),
    container: {
      ...container,
      environment: [...(container.environment ?? []), ...variables],
      ...(task && { volumes: task.volumes }),
    },
    vcpus: requirement.vcpus,
    memoryMiB: requirement.memoryMiB,
    ...(task && { inTask: sharing(name, task) }),
    isNode: job.nodes !== undefined,
    cpuLimit: job.capability === "FARGATE" ? "quota" : "share",
  };
}

const sharing = (name: string, { pidMode, ipcMode }: SharedTask): TaskSharing => ({
  name,
  ...(pidMode !== undefined && { pidMode }),
  ...(ipcMode !== undefined && { ipcMode }),
});

function start(executor: Executor, ...given: Parameters<Executor["start"]>): RunningAttempt {
  try {
    const running = executor.start(...given);
    return { ...running, finished: running.finished.catch(executorFault) };
  } catch (error) {
    return { finished: Promise.resolve(executorFault(error)), stop: async () => {}, discard: () => {} };
  }
}

// An executor reports its faults as outcomes; one that throws must not stop the scheduler.
function executorFault(error: unknown): AttemptOutcome {
  return { statusReason: reasons.taskFailedToStart, reason: messageOf(error) };
}
