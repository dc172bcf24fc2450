import { scheduledJobPrefix } from "../../contract/names.ts";
import { submission } from "../../contract/submission.ts";
import type { AwsClients } from "../aws-clients.ts";
import { isGood, jobStates, type JobState } from "./job-states.ts";
import type { Journal } from "./journal.ts";
import { requestOf, type PlanJob, type PlanRecord } from "./plan-record.ts";
import { findByName, submitOnce } from "./submit-once.ts";

export interface PlanSubmission {
  readonly record: PlanRecord;
  readonly journal: Journal;
  readonly clients: Pick<AwsClients, "submitter">;
  /** An aborted one rejects; what is submitted goes on. */
  readonly signal: AbortSignal;
  readonly observer: SubmissionObserver;
  /** Whether jobs that have ended without a result that counts are submitted again. */
  readonly retryFailed?: boolean;
}

export interface SubmissionObserver {
  submitted(job: PlanJob, jobId: string): void;
}

/** Submits what is not submitted yet and returns; for who follows later, or somewhere else. */
export async function submitPlan(run: PlanSubmission): Promise<void> {
  const states = jobStates(run.record, run.journal.events);
  for (const job of run.record.jobs) {
    const state = states.get(job.number) ?? { kind: "waiting", try: 1 };
    if (state.kind === "submitted" || (state.kind === "ended" && !(run.retryFailed && !isGood(state))))
      continue;
    await submitted(run, job, state);
  }
}

export interface Submission {
  readonly jobId: string;
  /** `performance.now()` of its submission. */
  readonly since: number;
  /** Of its tries. */
  readonly number: number;
}

/** Submits a job of a plan unless it is submitted. */
export async function submitted(run: PlanSubmission, job: PlanJob, state: JobState): Promise<Submission> {
  const { journal, clients, signal, observer, record } = run;
  if (state.kind === "submitted") {
    const since = performance.now() - (Date.now() - Date.parse(state.at));
    return { jobId: state.jobId, since, number: state.try };
  }
  signal.throwIfAborted();
  const number = state.kind === "ended" ? state.try + 1 : state.try;
  const jobName = jobNameOf(record, job, number);
  const request = submission({ ...requestOf(job), jobName });
  const { submitter } = clients;
  // The last command stopped between asking and hearing.
  let jobId = state.kind === "submitting" ? await findByName(submitter, request) : undefined;
  const since = performance.now();
  if (jobId === undefined) {
    await journal.append({ event: "submitting", job: job.number, try: number, job_name: jobName, at: now() });
    jobId = await submitOnce(request, { submitter, signal });
  }
  await journal.append({ event: "submitted", job: job.number, try: number, job_id: jobId, at: now() });
  observer.submitted(job, jobId);
  return { jobId, since, number };
}

/** No other job has it: what stands in a plan's id at its end no other plan has. Batch allows 128 characters. */
export function jobNameOf(record: PlanRecord, { config, number }: PlanJob, attempt: number): string {
  return prefixed(record, [config.id, tokenOf(record), number, ...(attempt === 1 ? [] : [attempt])]);
}

/** Of a link of the chain that closes a plan, from 1. */
export const closingNameOf = (record: PlanRecord, link: number): string =>
  prefixed(record, ["closing", record.suite, tokenOf(record), link]);

/** What tells the jobs of one plan from those of all others. */
const tokenOf = ({ id }: PlanRecord): string => id.slice(id.lastIndexOf("-") + 1);

const prefixed = ({ scheduled_at: at }: PlanRecord, words: readonly (string | number)[]): string =>
  `${at === undefined ? "" : scheduledJobPrefix}${words.join("-")}`;

const now = (): string => new Date().toISOString();
