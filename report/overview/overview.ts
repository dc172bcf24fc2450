import { caveats, caveatsOf, type Caveat } from "../../contract/caveat.ts";
import { subjectOf, subjectText, type Subject } from "../compare/subject.ts";
import type { Verdict } from "../compare/verdict.ts";
import type { Retraction } from "../read/retractions.ts";
import type { LeftOut } from "../read/stored-result.ts";
import { observationMaker, seriesOf } from "../track/points-of-results.ts";
import { track } from "../track/track.ts";
import type { Acknowledgement, TrackedSeries } from "../track/tracked-series.ts";
import { configurations, type Configuration } from "./configuration.ts";
import { jobTimelines, type JobTimeline } from "./job-timeline.ts";
import type { OverviewRun } from "./overview-run.ts";

/** Everything that was run of one subject. */
export interface SubjectOverview {
  readonly subject: Subject;
  readonly title: string;
  /** Those that may be ranked first, fastest first. */
  readonly configurations: readonly Configuration[];
}

/** What a report shows, whatever it is rendered as. */
export interface Overview {
  readonly places: readonly string[];
  readonly results: number;
  readonly timedRuns: number;
  readonly subjects: readonly SubjectOverview[];
  /** Of the primary contrasts of a suite; empty where none was asked for. */
  readonly verdicts: readonly Verdict[];
  /** Every benchmark that may be ranked, followed over time. */
  readonly history: readonly TrackedSeries[];
  readonly timelines: readonly JobTimeline[];
  readonly caveats: readonly Caveat[];
  readonly leftOut: readonly { readonly place: string; readonly reason: string }[];
}

export interface OverviewInput {
  readonly places: readonly string[];
  readonly runs: readonly OverviewRun[];
  readonly verdicts: readonly Verdict[];
  readonly retractions: readonly Retraction[];
  readonly acknowledgements: readonly Acknowledgement[];
  readonly leftOut: readonly LeftOut[];
  /** Results whose copies differ, so that neither counts. */
  readonly conflicting: readonly string[];
}

export function overview({
  places,
  runs,
  verdicts,
  retractions,
  acknowledgements,
  leftOut,
  conflicting,
}: OverviewInput): Overview {
  const groups = Map.groupBy(runs, (run) => JSON.stringify(subjectOf([run])));
  const subjects = [...groups.values()].map((of): SubjectOverview => {
    const subject = subjectOf(of);
    return { subject, title: subjectText(subject), configurations: configurations(of, retractions) };
  });
  const found = new Set(runs.flatMap(caveatsOf));
  return {
    places,
    results: new Set(runs.map(({ path }) => path)).size,
    timedRuns: runs.filter(({ repetition }) => repetition !== null).length,
    subjects: subjects.sort((a, b) => runsOf(b) - runsOf(a) || (a.title < b.title ? -1 : 1)),
    verdicts,
    history: historyOf(runs, retractions, acknowledgements),
    timelines: jobTimelines(runs),
    caveats: caveats.filter((caveat) => found.has(caveat)),
    leftOut: [
      ...leftOut.map(({ uri, kind, reason }) => ({ place: uri, reason: `${kind}: ${reason}` })),
      ...conflicting.map((place) => ({ place, reason: "conflicting: other copies of this attempt differ" })),
      ...subjects.flatMap((of) =>
        of.configurations.flatMap(({ leftOut: retracted }) =>
          retracted.map(({ result, reason }) => ({ place: result, reason })),
        ),
      ),
    ],
  };
}

function historyOf(
  runs: OverviewInput["runs"],
  retractions: readonly Retraction[],
  acknowledgements: readonly Acknowledgement[],
): readonly TrackedSeries[] {
  const observe = observationMaker("wall", retractions);
  const results = Map.groupBy(runs, ({ path }) => path).values();
  const { series } = seriesOf(
    Array.from(results, (rows) => observe(rows as [OverviewRun, ...OverviewRun[]])),
  );
  return track(series, acknowledgements).series;
}

const runsOf = ({ configurations: all }: SubjectOverview): number =>
  all.reduce((sum, { runs }) => sum + runs.length, 0);
