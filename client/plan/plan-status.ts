import { isGood, jobStates, type JobState } from "./job-states.ts";
import type { PlanEvent } from "./journal.ts";
import type { PlanRecord } from "./plan-record.ts";

interface JobStatus {
  readonly job: number;
  readonly block: number;
  readonly benchmark: string;
  readonly try: number;
  /** Of the job here, or, while it has not ended, as Batch says. */
  readonly status: string;
  readonly job_id: string | null;
  readonly reason: string | null;
  readonly result: string | null;
  readonly instance_id: string | null;
}

interface BenchmarkStatus {
  readonly benchmark: string;
  readonly jobs: number;
  /** With a result that counts. */
  readonly succeeded: number;
  readonly failed: number;
  readonly open: number;
  /** Different ones that were observed: what replicates count as. */
  readonly instances: number;
  /** Results whose instance is not known. */
  readonly unobserved: number;
}

export interface PlanStatus {
  readonly plan: string;
  readonly suite: string;
  readonly where: PlanRecord["where"];
  readonly created_at: string;
  readonly jobs: readonly JobStatus[];
  readonly benchmarks: readonly BenchmarkStatus[];
  /** Whether every job has ended with a result that counts. */
  readonly ok: boolean;
  /** Since its last job ended, whether its results were indexed and judged. */
  readonly closed: boolean;
}

/** Where a plan stands by its journal, and what Batch says of its open jobs (by their ids) where that is known. */
export function planStatus(
  record: PlanRecord,
  events: readonly PlanEvent[],
  live: ReadonlyMap<string, string> = new Map(),
): PlanStatus {
  const states = jobStates(record, events);
  const known = record.jobs.flatMap((job) => {
    const state = states.get(job.number);
    return state ? [{ job, state }] : [];
  });
  return {
    plan: record.id,
    suite: record.suite,
    where: record.where,
    created_at: record.created_at,
    jobs: known.map(({ job, state }) => ({
      job: job.number,
      block: job.block,
      benchmark: job.config.id,
      try: state.try,
      ...describe(state, live),
    })),
    benchmarks: Array.from(
      Map.groupBy(known, ({ job }) => job.config.id),
      ([benchmark, of]) => ({ benchmark, ...counts(of.map(({ state }) => state)) }),
    ),
    ok: known.every(({ state }) => isGood(state)),
    closed: events.at(-1)?.event === "closed",
  };
}

function describe(
  state: JobState,
  live: ReadonlyMap<string, string>,
): Pick<JobStatus, "status" | "job_id" | "reason" | "result" | "instance_id"> {
  const none = { job_id: null, reason: null, result: null, instance_id: null };
  if (state.kind === "submitted") {
    return { ...none, status: live.get(state.jobId) ?? "submitted", job_id: state.jobId };
  }
  if (state.kind !== "ended") return { ...none, status: state.kind };
  const { job_id, status, reason, result, instance_id, valid } = state.ended;
  return {
    status: status === "succeeded" && !valid ? "invalid" : status,
    job_id,
    reason,
    result,
    instance_id: instance_id.value,
  };
}

function counts(states: readonly JobState[]): Omit<BenchmarkStatus, "benchmark"> {
  const ended = states.filter((state) => state.kind === "ended");
  const succeeded = states.filter(isGood).length;
  const instances = ended.flatMap((state) =>
    state.ended.result === null ? [] : [state.ended.instance_id.value],
  );
  return {
    jobs: states.length,
    succeeded,
    failed: ended.length - succeeded,
    open: states.length - ended.length,
    instances: new Set(instances.filter((id) => id !== null)).size,
    unobserved: instances.filter((id) => id === null).length,
  };
}
