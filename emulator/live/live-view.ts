import type { Caveat } from "../../contract/caveat.ts";
import type { Observed } from "../../contract/observed.ts";
import type { BatchView, JobView } from "../batch/view/batch-view.ts";

/** What a job's result says, in so many figures. */
export interface ResultView {
  /** `s3://…`: the folder with all of it. */
  readonly place: string;
  readonly outcome: string;
  /** Median of the timed runs, in seconds; `null` where none completed. */
  readonly wallSeconds: number | null;
  /** Simulated days per day of it. */
  readonly simulatedDaysPerDay: number | null;
  readonly runs: number;
  /** What its times may not be taken for. */
  readonly caveats: readonly Caveat[];
}

interface LiveJob extends Omit<JobView, "parameters"> {
  readonly region: string;
  /** `null` while it has not ended. */
  readonly result: Observed<ResultView> | null;
}

/** Everything that the page shows at a moment but the lines of logs. */
export interface LiveView {
  readonly endpoint: string;
  /** Of the machine that runs the containers, which is not what the instances model. */
  readonly host: { readonly vcpus: number };
  readonly counts: BatchView["counts"];
  readonly jobs: readonly LiveJob[];
  readonly environments: readonly (BatchView["environments"][number] & { readonly region: string })[];
  readonly queues: readonly (BatchView["queues"][number] & { readonly region: string })[];
}

/** Puts the regions together; `resultOf` knows what has been read of results so far. */
export function liveView(
  regions: readonly BatchView[],
  { endpoint, host }: Pick<LiveView, "endpoint" | "host">,
  resultOf: (job: JobView) => Observed<ResultView> | null,
): LiveView {
  const of = <Part>(part: (view: BatchView) => readonly Part[]) =>
    regions.flatMap((view) => part(view).map((one) => ({ ...one, region: view.region })));
  const [first, ...others] = regions.map(({ counts }) => counts) as [
    BatchView["counts"],
    ...BatchView["counts"][],
  ];
  const counts = { ...first };
  for (const more of others)
    for (const status of Object.keys(counts) as (keyof typeof counts)[]) counts[status] += more[status];
  const jobs = of((view) => view.jobs)
    .map(({ parameters, ...job }) => ({ ...job, result: resultOf({ ...job, parameters }) }))
    .sort((a, b) => b.createdAt - a.createdAt);
  return {
    endpoint,
    host,
    counts,
    jobs,
    environments: of((view) => view.environments),
    queues: of((view) => view.queues),
  };
}
