import type { EndedEvent, PlanEvent } from "./journal.ts";
import type { PlanRecord } from "./plan-record.ts";

/** What is known of a job of a plan. `try` counts its submissions. */
export type JobState =
  | { readonly kind: "waiting"; readonly try: number }
  | { readonly kind: "submitting"; readonly try: number; readonly jobName: string }
  | { readonly kind: "submitted"; readonly try: number; readonly jobId: string; readonly at: string }
  | { readonly kind: "ended"; readonly try: number; readonly ended: EndedEvent };

/** Where every job of a plan stands, by its number. */
export function jobStates({ jobs }: PlanRecord, events: readonly PlanEvent[]): Map<number, JobState> {
  const states = new Map<number, JobState>(jobs.map(({ number }) => [number, { kind: "waiting", try: 1 }]));
  for (const event of events) {
    if (event.event === "closed") continue;
    states.set(event.job, stateAfter(event));
  }
  return states;
}

function stateAfter(event: Exclude<PlanEvent, { event: "closed" }>): JobState {
  const { try: number } = event;
  if (event.event === "submitting") return { kind: "submitting", try: number, jobName: event.job_name };
  if (event.event === "submitted") {
    return { kind: "submitted", try: number, jobId: event.job_id, at: event.at };
  }
  return { kind: "ended", try: number, ended: event };
}

/** Whether a job has a result that counts. */
export const isGood = (state: JobState): boolean =>
  state.kind === "ended" && state.ended.status === "succeeded" && state.ended.valid;
