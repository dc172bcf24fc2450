import { randomUUID } from "node:crypto";
import { platformOf } from "../../../../contract/architecture.ts";
import type { Clock } from "../../../ports/clock.ts";
import type { AttemptOutcome, AttemptRequest, Executor, RunningAttempt } from "../../../ports/executor.ts";
import type { LogSink } from "../../../ports/log-sink.ts";
import { resourceName, type ArnMaker } from "../../arns.ts";
import { batchVariables } from "../../job/container-environment.ts";
import { attemptContainer } from "../../job/job-detail.ts";
import type { JobRun, StopCause } from "../../job/job-run.ts";
import type { JobStore } from "../../job/job-store.ts";
import type { Job } from "../../job/job.ts";
import { logDestination } from "../../job/log-destination.ts";
import { reasons } from "../../../aws/reasons.ts";
import { attemptVerdict } from "./attempt-verdict.ts";
import type { Instance } from "../placement/instance-pool.ts";
import type { Seat } from "../placement/seat.ts";

/** SIGTERM, 30 s, SIGKILL (user guide, "Job timeouts" and "Terminate a job"). */
export const stopGraceMs = 30_000;

export interface AttemptContext {
  readonly executor: Executor;
  readonly logs: LogSink;
  readonly clock: Clock;
  readonly jobs: JobStore;
  readonly arns: ArnMaker;
}

/** Takes a placed job through STARTING and RUNNING to the end of this attempt, or back to RUNNABLE. Never rejects. */
export async function runAttempt(
  job: Job,
  seat: Seat,
  { executor, logs, clock, jobs, arns }: AttemptContext,
): Promise<void> {
  const taskId = randomUUID().replaceAll("-", "");
  let running: RunningAttempt | undefined;
  let stopping: { grace: number } | undefined;
  let disarmTimeout: (() => void) | undefined;

  const run: JobRun = {
    attempt: job.attempts.length + 1,
    computeEnvironment: seat.environment.name,
    containerInstanceArn: seat.instance.containerInstanceArn,
    taskArn: arns.ecsTask(resourceName(seat.environment.ecsClusterArn), taskId),
    log: logDestination(job, taskId),
    stop(cause: StopCause, graceMs: number) {
      run.stopCause ??= cause;
      stopping = { grace: graceMs };
      // Its end is seen through `finished`.
      void running?.stop(graceMs);
    },
  };
  job.run = run;
  jobs.move(job, "STARTING");

  running = start(executor, attemptRequest(job, run, seat.instance), {
    running() {
      if (run.startedAt !== undefined) return;
      run.startedAt = clock.now();
      job.startedAt = run.startedAt;
      jobs.move(job, "RUNNING");
      const seconds = job.timeout?.attemptDurationSeconds;
      if (seconds === undefined) return;
      disarmTimeout = clock.after(seconds * 1000, () => run.stop({ kind: "timed-out" }, stopGraceMs));
    },
    log(message, timestamp) {
      // CloudWatch Logs has no empty events: Docker's awslogs driver drops empty lines.
      if (message !== "") logs.write(run.log.group, run.log.stream, { message, timestamp });
    },
  });
  // Whoever heard of STARTING may have stopped it before there was anything to stop.
  if (stopping) void running.stop(stopping.grace);

  const outcome = await running.finished.catch(executorFault);
  disarmTimeout?.();
  end(job, run, outcome, jobs, clock);
}

function end(job: Job, run: JobRun, outcome: AttemptOutcome, jobs: JobStore, clock: Clock): void {
  const isLost = run.stopCause?.kind === "host-lost";
  if (outcome.exitCode !== undefined && !isLost) run.exitCode = outcome.exitCode;
  if (outcome.reason !== undefined) run.reason = outcome.reason;
  const verdict = attemptVerdict(job, run, outcome);
  job.attempts.push({
    container: attemptContainer(run),
    startedAt: run.startedAt,
    stoppedAt: clock.now(),
    statusReason: verdict.statusReason,
  });
  jobs.move(job, verdict.status, verdict.statusReason);
}

function attemptRequest(job: Job, run: JobRun, instance: Instance): AttemptRequest {
  const variables = batchVariables(job, run.attempt, run.computeEnvironment);
  return {
    jobId: job.id,
    jobName: job.name,
    attempt: run.attempt,
    platform: platformOf(instance.type.architecture),
    container: { ...job.container, environment: [...(job.container.environment ?? []), ...variables] },
    vcpus: job.requirement.vcpus,
    memoryMiB: job.requirement.memoryMiB,
  };
}

function start(executor: Executor, ...given: Parameters<Executor["start"]>): RunningAttempt {
  try {
    return executor.start(...given);
  } catch (error) {
    return { finished: Promise.resolve(executorFault(error)), stop: async () => {} };
  }
}

// An executor reports its faults as outcomes; one that throws must not stop the scheduler.
function executorFault(error: unknown): AttemptOutcome {
  const message = error instanceof Error ? error.message : String(error);
  return { statusReason: reasons.taskFailedToStart, reason: message };
}
