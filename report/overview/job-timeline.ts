import { caveatsOf, type Caveat } from "../../contract/caveat.ts";
import type { OverviewRun } from "./overview-run.ts";

/**
 * Where the time of a job went, each stretch apart. `wait`: submitted until its instance was launched, or until the
 * container ran where the instance was there before; `boot-and-pull`: until the container ran; `start`: until the
 * runner began; `run`: the runner, staging and warm-up included; `store`: until the container had ended.
 */
export const stretchNames = ["wait", "boot-and-pull", "start", "run", "store"] as const;
export type StretchName = (typeof stretchNames)[number];

export interface JobTimeline {
  readonly result: string;
  readonly benchmarkId: string;
  readonly caveats: readonly Caveat[];
  /** When it was submitted, or the first moment that is known. */
  readonly from: Date;
  /** In their order; seconds after `from`. Those whose ends were not observed are not there. */
  readonly stretches: readonly { readonly name: StretchName; readonly begin: number; readonly end: number }[];
  /** What is missing, and why. */
  readonly notObserved: readonly string[];
}

/** The timelines of the latest results, and how many there are of all. */
export interface JobTimelines {
  readonly jobs: number;
  /** The latest first. */
  readonly latest: readonly JobTimeline[];
}

/** At most so many are shown, and made: a place may have a hundred thousand. */
export const mostTimelines = 30;

/** When it was submitted, or the first moment that is known. */
export const beginningOf = ({
  submitted_at: submitted,
  job_started_at: ran,
  started_at: at,
}: OverviewRun): Date => submitted ?? ran ?? at;

export function timeline(run: OverviewRun): JobTimeline {
  const { submitted_at: submitted, job_started_at: ran, job_stopped_at: stopped } = run;
  const launched = run.instance_launched_at;
  const isFresh = submitted !== null && launched !== null && launched > submitted;
  const marks: [StretchName, Date | null, Date | null][] = [
    ["wait", submitted, isFresh ? launched : ran],
    ...(isFresh ? [["boot-and-pull", launched, ran] as [StretchName, Date, Date | null]] : []),
    ["start", ran, run.started_at],
    ["run", run.started_at, run.finished_at],
    ["store", run.finished_at, stopped],
  ];
  const from = beginningOf(run);
  const after = (moment: Date): number => (moment.getTime() - from.getTime()) / 1000;
  return {
    result: run.path,
    benchmarkId: run.benchmark_id,
    caveats: caveatsOf(run),
    from,
    stretches: marks.flatMap(([name, begin, end]) =>
      // Two clocks, Batch's and the instance's: what comes out negative was not observed.
      begin && end && end >= begin ? [{ name, begin: after(begin), end: after(end) }] : [],
    ),
    notObserved: marks.flatMap(([name, begin, end]) => {
      if (begin && end)
        return end >= begin ? [] : [`${name}: the clocks of Batch and of the instance disagree`];
      return [`${name}: ${run.submitted_at ? "a moment" : "no job.json, so it"} was not recorded`];
    }),
  };
}
