import path from "node:path";
import pLimit from "p-limit";
import { GeosBenchError } from "../../contract/errors.ts";
import { unknownBecause } from "../../contract/observed.ts";
import { attemptPrefix } from "../../contract/result-layout.ts";
import type { AwsClients } from "../aws-clients.ts";
import { awaitBenchmark } from "../run-benchmark.ts";
import type { RunOutcome } from "../run-outcome.ts";
import { findStored } from "./find-stored.ts";
import { jobStates, isGood, type JobState } from "./job-states.ts";
import type { EndedEvent } from "./journal.ts";
import { requestOf, type PlanJob } from "./plan-record.ts";
import { submitted, type PlanSubmission, type SubmissionObserver, type Submission } from "./submit-plan.ts";

export interface PlanRun extends PlanSubmission {
  readonly clients: AwsClients;
  /** Where results are copied to. */
  readonly outputDir: string;
  /** Jobs that are submitted and have not ended; on one machine 1, since two would share its cores. */
  readonly concurrency: number;
  readonly pollMs: number;
  readonly observer: PlanObserver;
}

export interface PlanObserver extends SubmissionObserver {
  ended(job: PlanJob, ended: EndedEvent): void;
  /** A line of the log of the only job that runs, or what Batch says of any. */
  line(job: PlanJob, line: string): void;
}

/**
 * Runs a plan from wherever its journal stands to its end: what has ended stays, what is submitted is followed, the
 * rest is submitted in its order. So it may be stopped at any moment, and called again: no job is there twice.
 */
export async function runPlan(run: PlanRun): Promise<void> {
  const running = pLimit(run.concurrency);
  const inOrder = pLimit(1);
  const states = jobStates(run.record, run.journal.events);
  // What stops one job stops those after it from being submitted, and is thrown once.
  let hasStopped = false;
  const stopAt = (error: unknown): never => {
    hasStopped = true;
    throw error;
  };
  const inTurn: InTurn = (submit) => inOrder(async () => (hasStopped ? undefined : submit().catch(stopAt)));
  const settled = await Promise.allSettled(
    run.record.jobs.map((job) =>
      running(async () => {
        const state = states.get(job.number) ?? { kind: "waiting", try: 1 };
        if (state.kind === "ended" && !(run.retryFailed && !isGood(state))) return;
        await runJob(run, job, state, inTurn).catch(stopAt);
      }),
    ),
  );
  for (const one of settled) if (one.status === "rejected") throw one.reason;
}

/** Submissions one after another, as the plan has them; `undefined` once the plan has stopped. */
type InTurn = (submit: () => Promise<Submission>) => Promise<Submission | undefined>;

async function runJob(run: PlanRun, job: PlanJob, from: JobState, inTurn: InTurn): Promise<void> {
  const known = await inTurn(() => submitted(run, job, from));
  if (known === undefined) return;
  const { jobId, since, number } = known;
  const { outputDir, signal, pollMs, observer, concurrency } = run;
  const request = requestOf(job);
  try {
    const outcome = await awaitBenchmark(
      run.clients,
      { request, jobId, since },
      {
        outputDir,
        signal,
        pollMs,
        terminateOnAbort: false,
        observer: {
          status: (status, reason) => observer.line(job, `${status}${reason ? `: ${reason}` : ""}`),
          log: (line) => (concurrency === 1 ? observer.line(job, `  ${line}`) : undefined),
        },
      },
    );
    await ended(run, job, { try: number, ...eventOf(outcome, jobId) });
  } catch (error) {
    if (!(error instanceof GeosBenchError && error.code === "job-lost")) throw error;
    await afterLoss(run, job, { jobId, number, wasSubmittedBefore: from.kind === "submitted" }, inTurn);
  }
}

/**
 * Batch forgets jobs that ended long ago, a local one all of them when it stops. With a result the job has ended; what
 * was submitted by an earlier command and has none is submitted again, since nothing of it can be running.
 */
async function afterLoss(
  run: PlanRun,
  job: PlanJob,
  lost: { readonly jobId: string; readonly number: number; readonly wasSubmittedBefore: boolean },
  inTurn: InTurn,
): Promise<void> {
  const { jobId, number, wasSubmittedBefore } = lost;
  const found = await findStored(run.clients.s3, requestOf(job), jobId, run.outputDir);
  if (found) {
    await ended(run, job, {
      try: number,
      job_id: jobId,
      status: "succeeded",
      reason: "Batch does not know the job any more; its result is there",
      valid: found.result.flags.valid,
      result: found.relative,
      instance_id: found.result.environment.instance_id,
    });
    return;
  }
  const reason = "Batch does not know the job any more, and there is no result of it";
  await ended(run, job, {
    try: number,
    job_id: jobId,
    status: "lost",
    reason,
    valid: false,
    result: null,
    instance_id: unknownBecause(reason),
  });
  if (wasSubmittedBefore) await runJob(run, job, { kind: "waiting", try: number + 1 }, inTurn);
}

async function ended(
  { journal, observer }: PlanRun,
  job: PlanJob,
  of: Omit<EndedEvent, "event" | "job" | "at">,
): Promise<void> {
  const event = { event: "ended", job: job.number, at: now(), ...of } as const;
  await journal.append(event);
  observer.ended(job, event);
}

function eventOf(
  { config, status, reason, detail, result }: RunOutcome,
  jobId: string,
): Omit<EndedEvent, "event" | "job" | "at" | "try"> {
  const attempt = Math.max(1, detail.attempts?.length ?? 1);
  const common = { job_id: jobId, status, reason };
  if ("missing" in result) {
    return { ...common, valid: false, result: null, instance_id: unknownBecause(result.missing) };
  }
  const relative = attemptPrefix({ benchmarkId: config.id, jobId, attempt });
  const { flags, environment } = result.result;
  return {
    ...common,
    valid: flags.valid,
    result: relative.split(path.sep).join("/"),
    instance_id: environment.instance_id,
  };
}

const now = (): string => new Date().toISOString();
