import { caveats, type Caveat } from "../../contract/caveat.ts";
import { unknownBecause, type Observed } from "../../contract/observed.ts";
import { shippedPrices } from "../../contract/prices/on-demand-price.ts";
import type { PriceBook } from "../../contract/prices/price-book.ts";
import type { PublishedTiming } from "../../contract/published/timing-record.ts";
import { subjectText, type Subject } from "../compare/subject.ts";
import type { ReferenceCheck } from "../compare/check-references.ts";
import type { Verdict } from "../compare/verdict.ts";
import { retractionFinder } from "../index/run-reservations.ts";
import type { Retraction } from "../read/retractions.ts";
import type { LeftOut } from "../read/stored-result.ts";
import type { KnownJudgements } from "../track/known-judgements.ts";
import { seriesOf } from "../track/points-of-results.ts";
import { track } from "../track/track.ts";
import type { Acknowledgement, TrackedSeries } from "../track/tracked-series.ts";
import {
  configurationOf,
  ordered,
  withPhases,
  type Configuration,
  type ConfigurationDraft,
  type ResultAt,
} from "./configuration.ts";
import { configurationRows } from "./configuration-part.ts";
import {
  elsewhereText,
  isOfSubject,
  runsFromElsewhere,
  subjectOfElsewhere,
  type ElsewhereRun,
  type ImportedRow,
} from "./elsewhere.ts";
import { mostTimelines, timeline, type JobTimelines } from "./job-timeline.ts";
import { observationsOf } from "./observed-results.ts";
import { overviewPart, type OverviewPart } from "./overview-part.ts";
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

/** What an overview shows beside measured runs. */
export interface OverviewContext {
  readonly places: readonly string[];
  /** Rows of runs that were imported; absent: none are shown. So it is of those below. */
  readonly imported?: readonly ImportedRow[];
  readonly published?: readonly PublishedTiming[];
  readonly verdicts: readonly IdentifiedVerdict[];
  readonly kept?: Observed<string>;
  readonly references?: readonly ReferenceCheck[];
  readonly retractions: readonly Retraction[];
  readonly acknowledgements: readonly Acknowledgement[];
  /** Of histories, from when they had fewer points. */
  readonly knownJudgements?: KnownJudgements | null;
  readonly leftOut: readonly LeftOut[];
  /** Results whose copies differ, so that neither counts. */
  readonly conflicting: readonly string[];
}

export interface OverviewInput extends OverviewContext {
  readonly runs: readonly OverviewRun[];
  /** @default - those that come with this program */
  readonly prices?: PriceBook;
}

export function overview({ runs, prices = shippedPrices, ...context }: OverviewInput): Overview {
  const part = overviewPart(runs, context.retractions, prices);
  const results = [...Map.groupBy(runs, ({ path }) => path).values()];
  const draft = withRuns(draftOverview([part]), runs, context.retractions);
  return overviewOf(draft, context, ({ result }) => results[result] ?? []);
}

/** A report keeps the runs themselves beside its page. */
function withRuns(
  draft: OverviewDraft,
  runs: readonly OverviewRun[],
  retractions: readonly Retraction[],
): OverviewDraft {
  const retractionOf = retractionFinder(retractions);
  const name = (of: { readonly subject: Subject; readonly key: string }) =>
    JSON.stringify([of.subject, of.key]);
  const rowsOf = new Map(configurationRows(runs).map((of) => [name(of), of.rows]));
  const subjects = draft.subjects.map(({ subject, configurations }) => ({
    subject,
    configurations: configurations.map((of): ConfigurationDraft => {
      const kept = (rowsOf.get(name(of)) ?? []).filter((run) => retractionOf(run) === undefined);
      return { ...of, made: { ...of.made, runs: kept } };
    }),
  }));
  return { ...draft, subjects };
}

/** What parts of the measured runs come to, but for what only rows say. */
export interface OverviewDraft {
  readonly parts: readonly OverviewPart[];
  readonly subjects: readonly {
    readonly subject: Subject;
    readonly configurations: readonly ConfigurationDraft[];
  }[];
  /** Results whose jobs began last, the latest first. */
  readonly latest: readonly ResultAt[];
}

/** Puts parts together, in the order given: parts of the same runs in the same order come to the same. */
export function draftOverview(parts: readonly OverviewPart[]): OverviewDraft {
  const all = parts.flatMap(({ configurations }, at) => configurations.map((of) => ({ of, at })));
  const subjects = Map.groupBy(all, ({ of: { subject } }) => JSON.stringify(subject));
  return {
    parts,
    subjects: Array.from(subjects.values(), (ofSubject) => ({
      subject: (ofSubject[0] as (typeof ofSubject)[0]).of.subject,
      configurations: ordered(
        Array.from(Map.groupBy(ofSubject, ({ of: { key } }) => key).values(), configurationOf),
      ),
    })),
    latest: latestResults(parts, ({ begun }) => begun, mostTimelines),
  };
}

/** The results whose rows {@link overviewOf} asks for. */
export const neededRows = ({ subjects, latest }: OverviewDraft): ResultAt[] => [
  ...subjects.flatMap(({ configurations }) => configurations.flatMap(({ middle }) => middle ?? [])),
  ...latest,
];

/** The results of which a time is the latest; of several at once the first. */
export function latestResults<Part>(
  parts: readonly Part[],
  timesOf: (part: Part) => Float64Array,
  most: number,
): ResultAt[] {
  /** The latest first; there are never more of them than wanted: sorting all results would take longer than all else. */
  const found: (ResultAt & { readonly at: number })[] = [];
  for (let part = parts.length - 1; part >= 0; part -= 1) {
    const times = timesOf(parts[part] as Part);
    // From the end, where the latest are mostly.
    for (let result = times.length - 1; result >= 0; result -= 1) {
      const at = times[result] as number;
      if (found.length === most && at < (found.at(-1)?.at ?? Infinity)) continue;
      const after = found.findIndex((other) => other.at <= at);
      found.splice(after < 0 ? found.length : after, 0, { part, result, at });
      if (found.length > most) found.pop();
    }
  }
  return found;
}

/** An overview of the parts of a draft; `runsOf`: the rows of one of the results that {@link neededRows} names. */
export function overviewOf(
  { parts, subjects: drafts, latest }: OverviewDraft,
  context: OverviewContext,
  runsOf: (at: ResultAt) => readonly OverviewRun[],
): Overview {
  const { places, imported = [], published = [], verdicts, references = [] } = context;
  const { kept = unknownBecause("nobody kept it"), retractions, conflicting } = context;
  const { acknowledgements, knownJudgements = null } = context;
  const measured = drafts.map(({ subject, configurations }): SubjectOverview => ({
    subject,
    title: subjectText(subject),
    configurations: configurations.map((of) => withPhases(of, runsOf)),
    elsewhere: [],
  }));
  const elsewhere = runsFromElsewhere(imported, published, retractions);
  const subjects = withElsewhere(measured, elsewhere.runs);
  const found = new Set<Caveat>([
    ...parts.flatMap((of) => of.caveats),
    ...subjects.flatMap((of) => of.elsewhere.flatMap((run) => run.caveats)),
  ]);
  const { series } = seriesOf(observationsOf(parts.map(({ observed }) => observed)));
  const results = parts.reduce((sum, of) => sum + of.results, 0);
  return {
    places,
    results,
    timedRuns: parts.reduce((sum, of) => sum + of.timedRuns, 0),
    subjects: subjects.sort((a, b) => runsIn(b) - runsIn(a) || (a.title < b.title ? -1 : 1)),
    verdicts,
    kept,
    references,
    history: track(series, acknowledgements, knownJudgements).series,
    timelines: {
      jobs: results,
      latest: latest.flatMap((at) => {
        const row = runsOf(at).at(-1);
        return row ? [timeline(row)] : [];
      }),
    },
    caveats: caveats.filter((caveat) => found.has(caveat)),
    leftOut: [
      ...context.leftOut.map(leftOutHere),
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

const runsIn = ({ configurations: all }: SubjectOverview): number =>
  all.reduce((sum, { runCount }) => sum + runCount, 0);
