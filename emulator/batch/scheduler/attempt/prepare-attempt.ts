import { platformOf } from "../../../../contract/architecture.ts";
import { messageOf } from "../../../../contract/errors.ts";
import { reasons } from "../../../aws/reasons.ts";
import type { Clock } from "../../../ports/clock.ts";
import type { AttemptOutcome, AttemptRequest, Executor, RunningAttempt } from "../../../ports/executor.ts";
import type { LogSink } from "../../../ports/log-sink.ts";
import type { State } from "../../../ports/state.ts";
import { resourceName, type ArnMaker } from "../../arns.ts";
import type { Attempt } from "../../job/attempt.ts";
import { batchVariables } from "../../job/container-environment.ts";
import type { StopCause } from "../../job/job-reason.ts";
import type { JobStore } from "../../job/job-store.ts";
import type { Job } from "../../job/job.ts";
import { logDestination } from "../../job/log-destination.ts";
import type { Instance } from "../placement/instance-pool.ts";
import type { Seat } from "../placement/seat.ts";
import { attemptLog } from "./attempt-log.ts";
import { statusAfter } from "./status-after.ts";
import { stopGraceMs } from "./stop-grace.ts";

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
  /** SIGTERM, then SIGKILL after the grace. The first cause counts. */
  stop(cause: StopCause, graceMs: number): void;
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
  const log = attemptLog(attempt.log, logs);
  let running: RunningAttempt | undefined;
  let stopping: { grace: number } | undefined;
  let disarmTimeout: (() => void) | undefined;

  function stop(cause: StopCause, graceMs: number): void {
    attempt.cause ??= cause;
    if (job.attempts.includes(attempt)) jobs.changed(job);
    stopping = { grace: graceMs };
    // Its end is seen through `finished`.
    void running?.stop(graceMs);
  }

  async function run(): Promise<void> {
    if (resumed) resume(resumed);
    else {
      job.attempts.push(attempt);
      jobs.move(job, "STARTING");
    }
    // A container whose attempt nobody knows after a crash would run for nothing, and the job a second time.
    await state.saved();
    running = start(executor, attemptRequest(job, attempt, seat.instance, region), {
      isResumed: resumed !== undefined,
      starting: () => log.refusal(),
      running: (address) => began(clock.now(), address),
      found(startedAt) {
        log.repeat();
        began(startedAt);
      },
      log: (message, timestamp, from) => log.write({ message, timestamp }, from),
    });
    // Whoever heard of STARTING may have stopped it before there was anything to stop.
    if (stopping) void running.stop(stopping.grace);

    const outcome = await running.finished.catch(executorFault);
    disarmTimeout?.();
    end(outcome);
    await state.saved();
    running.discard();
  }

  function resume({ cause, startedAt }: Attempt): void {
    if (cause) stopping = { grace: stopGraceMs };
    if (startedAt === undefined) return;
    log.continue();
    armTimeout(startedAt);
  }

  function began(at: number, address?: string): void {
    if (attempt.startedAt !== undefined) return;
    // Before the state: whoever sees RUNNING can read it.
    log.open();
    attempt.startedAt = at;
    job.startedAt = at;
    jobs.move(job, "RUNNING");
    onRunning?.(address);
    armTimeout(at);
  }

  function armTimeout(startedAt: number): void {
    const seconds = job.timeout?.attemptDurationSeconds;
    if (seconds === undefined) return;
    const left = Math.max(0, startedAt + seconds * 1000 - clock.now());
    disarmTimeout = clock.after(left, () => stop({ kind: "timed-out" }, stopGraceMs));
  }

  function end({ exitCode, reason, statusReason, stoppedAt = clock.now() }: AttemptOutcome): void {
    const cause = (attempt.cause ??= { kind: "task-ended", statusReason });
    attempt.stoppedAt = stoppedAt;
    if (exitCode !== undefined && cause.kind !== "host-lost") attempt.exitCode = exitCode;
    if (reason !== undefined) attempt.containerReason = reason;
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
    log: logDestination(job, taskId),
  };
}

function attemptRequest(job: Job, attempt: Attempt, instance: Instance, region: string): AttemptRequest {
  const variables = batchVariables(job, attempt.number, attempt.computeEnvironment);
  return {
    jobId: job.id,
    jobName: job.name,
    attempt: attempt.number,
    region,
    instanceId: instance.id,
    platform: platformOf(instance.type.architecture),
    container: { ...job.container, environment: [...(job.container.environment ?? []), ...variables] },
    vcpus: job.requirement.vcpus,
    memoryMiB: job.requirement.memoryMiB,
    isNode: job.nodes !== undefined,
    cpuLimit: job.capability === "FARGATE" ? "quota" : "share",
  };
}

function start(executor: Executor, ...given: Parameters<Executor["start"]>): RunningAttempt {
  try {
    return executor.start(...given);
  } catch (error) {
    return { finished: Promise.resolve(executorFault(error)), stop: async () => {}, discard: () => {} };
  }
}

// An executor reports its faults as outcomes; one that throws must not stop the scheduler.
function executorFault(error: unknown): AttemptOutcome {
  return { statusReason: reasons.taskFailedToStart, reason: messageOf(error) };
}
