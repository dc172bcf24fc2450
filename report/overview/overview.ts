import { caveatColumns, caveats, caveatsOf, type Caveat } from "../../contract/caveat.ts";
import { unknownBecause, type Observed } from "../../contract/observed.ts";
import { shippedPrices } from "../../contract/prices/on-demand-price.ts";
import type { PriceBook } from "../../contract/prices/price-book.ts";
import type { PublishedTiming } from "../../contract/published/timing-record.ts";
import { subjectColumns, subjectOf, subjectText, type Subject } from "../compare/subject.ts";
import type { ReferenceCheck } from "../compare/check-references.ts";
import type { Verdict } from "../compare/verdict.ts";
import { distinctRows, groupRows } from "../index/group-rows.ts";
import type { Retraction } from "../read/retractions.ts";
import type { LeftOut } from "../read/stored-result.ts";
import { observationMaker, seriesOf } from "../track/points-of-results.ts";
import { track } from "../track/track.ts";
import type { Acknowledgement, TrackedSeries } from "../track/tracked-series.ts";
import { configurations, type Configuration } from "./configuration.ts";
import {
  elsewhereText,
  isOfSubject,
  runsFromElsewhere,
  subjectOfElsewhere,
  type ElsewhereRun,
  type ImportedRow,
} from "./elsewhere.ts";
import { jobTimelines, type JobTimelines } from "./job-timeline.ts";
import type { OverviewRun } from "./overview-run.ts";

/** Everything that was run of one subject. */
export interface SubjectOverview {
  readonly subject: Subject;
  readonly title: string;
  /** Those that may be ranked first, fastest first. */
  readonly configurations: readonly Configuration[];
  /** What others measured of the same: shown, in no order and no answer. */
  readonly elsewhere: readonly ElsewhereRun[];
}

/** A verdict with the id that `gcbench explain` takes. */
export type IdentifiedVerdict = Verdict & { readonly id: string };

/** What a report shows, whatever it is rendered as. */
export interface Overview {
  readonly places: readonly string[];
  readonly results: number;
  readonly timedRuns: number;
  readonly subjects: readonly SubjectOverview[];
  /** Of the primary contrasts of a suite; empty where none was asked for. */
  readonly verdicts: readonly IdentifiedVerdict[];
  /** Where what the verdicts rest on was kept, for `gcbench explain`. */
  readonly kept: Observed<string>;
  /** What the suite expected of its benchmarks; empty where it expects nothing, or none was asked for. */
  readonly references: readonly ReferenceCheck[];
  /** Every benchmark that may be ranked, followed over time. */
  readonly history: readonly TrackedSeries[];
  readonly timelines: JobTimelines;
  readonly caveats: readonly Caveat[];
  readonly leftOut: readonly { readonly place: string; readonly reason: string }[];
}

export interface OverviewInput {
  readonly places: readonly string[];
  readonly runs: readonly OverviewRun[];
  /** Rows of runs that were imported; absent: none are shown. So it is of those below. */
  readonly imported?: readonly ImportedRow[];
  readonly published?: readonly PublishedTiming[];
  readonly verdicts: readonly IdentifiedVerdict[];
  readonly kept?: Observed<string>;
  readonly references?: readonly ReferenceCheck[];
  readonly retractions: readonly Retraction[];
  readonly acknowledgements: readonly Acknowledgement[];
  readonly leftOut: readonly LeftOut[];
  /** Results whose copies differ, so that neither counts. */
  readonly conflicting: readonly string[];
  /** @default - those that come with this program */
  readonly prices?: PriceBook;
}

export function overview({
  places,
  runs,
  imported = [],
  published = [],
  verdicts,
  kept = unknownBecause("nobody kept it"),
  references = [],
  retractions,
  acknowledgements,
  leftOut,
  conflicting,
  prices = shippedPrices,
}: OverviewInput): Overview {
  const groups = groupRows(runs, subjectColumns, (run) => JSON.stringify(subjectOf([run])));
  const measured = [...groups.values()].map((of): SubjectOverview => {
    const subject = subjectOf(of);
    return {
      subject,
      title: subjectText(subject),
      configurations: configurations(of, retractions, prices),
      elsewhere: [],
    };
  });
  const elsewhere = runsFromElsewhere(imported, published, retractions);
  const subjects = withElsewhere(measured, elsewhere.runs);
  const found = new Set<Caveat>([
    ...distinctRows(runs, caveatColumns).flatMap(caveatsOf),
    ...subjects.flatMap((of) => of.elsewhere.flatMap((run) => run.caveats)),
  ]);
  return {
    places,
    results: new Set(runs.map(({ path }) => path)).size,
    timedRuns: runs.filter(({ repetition }) => repetition !== null).length,
    subjects: subjects.sort((a, b) => runsOf(b) - runsOf(a) || (a.title < b.title ? -1 : 1)),
    verdicts,
    kept,
    references,
    history: historyOf(runs, retractions, acknowledgements),
    timelines: jobTimelines(runs),
    caveats: caveats.filter((caveat) => found.has(caveat)),
    leftOut: [
      ...leftOut.map(leftOutHere),
      ...conflicting.map((place) => ({ place, reason: "conflicting: other copies of this attempt differ" })),
      ...subjects.flatMap((of) =>
        of.configurations.flatMap(({ leftOut: retracted }) =>
          retracted.map(({ result, reason }) => ({ place: result, reason })),
        ),
      ),
      ...elsewhere.leftOut,
    ],
  };
}

/** What is no result, as the list of what was left out has it. */
export const leftOutHere = ({ uri, kind, reason }: LeftOut): Overview["leftOut"][number] => ({
  place: uri,
  reason: `${kind}: ${reason}`,
});

/** Runs from elsewhere beside what was measured of the same; the imported ones of nothing measured by themselves. */
function withElsewhere(
  measured: readonly SubjectOverview[],
  runs: readonly ElsewhereRun[],
): SubjectOverview[] {
  const isShown = (run: ElsewhereRun) => measured.some(({ subject }) => isOfSubject(run, subject));
  const own = runs.filter((run) => run.caveats.includes("imported") && !isShown(run));
  const alone = new Map(own.map((run) => [elsewhereText(run), subjectOfElsewhere(run)]));
  return [
    ...measured,
    ...Array.from(alone, ([title, subject]) => ({ subject, title, configurations: [], elsewhere: [] })),
  ].map((of) => ({ ...of, elsewhere: runs.filter((run) => isOfSubject(run, of.subject)) }));
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
