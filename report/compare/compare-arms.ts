import type { PriceBook } from "../../contract/prices/price-book.ts";
import { retractionFinder } from "../index/run-reservations.ts";
import type { Retraction } from "../read/retractions.ts";
import { armFigures, type ArmFigures, type ShownRun } from "./arm-figures.ts";
import type { MeasureName } from "./arm-of-runs.ts";
import { compareTimers, type TimerDifference } from "./compare-timers.ts";
import { judgeRecord } from "./judge-record.ts";
import { keysOf } from "./result-keys.ts";
import type { VerdictRecord } from "./verdict-record.ts";
import type { Verdict } from "./verdict.ts";
import { viewsOf, type ComparedViews } from "./views-of-arms.ts";

/** Which runs are one side of a comparison, and what it is called. */
export interface ArmChoice {
  readonly label: string;
  readonly includes: (run: ShownRun) => boolean;
}

export interface ComparisonRequest extends Pick<VerdictRecord, "kind" | "band"> {
  readonly measure: MeasureName;
  readonly contrasts: readonly {
    readonly name: string;
    readonly baseline: ArmChoice;
    readonly candidate: ArmChoice;
  }[];
  /** More arms whose figures and views are shown, beside those of the contrasts. */
  readonly arms: readonly ArmChoice[];
  /** Of which what they cost is told; no verdict depends on it. */
  readonly prices: PriceBook;
}

/** One contrast: the verdict, and what belongs to it and is not judged. */
interface ContrastOfArms {
  readonly verdict: Verdict;
  readonly timers: readonly TimerDifference[];
}

export interface ComparedArms {
  readonly contrasts: readonly ContrastOfArms[];
  readonly arms: readonly ArmFigures[];
  readonly views: readonly ComparedViews[];
  readonly record: VerdictRecord;
  /** The runs that were compared, those of retracted results too. */
  readonly runs: readonly ShownRun[];
  /** Places of results whose copies differ: none of them counts. */
  readonly conflicting: readonly string[];
}

/** Runs of an index, as {@link loadRuns} has them. */
export interface LoadedRuns {
  readonly runs: readonly ShownRun[];
  readonly conflicting: readonly string[];
}

/** Compares runs that are loaded, among others. Needs nothing but the language: it runs in a browser too. */
export function compareArms(
  { runs: loaded, conflicting }: LoadedRuns,
  request: ComparisonRequest,
  retractions: readonly Retraction[],
): ComparedArms {
  const { kind, band, measure, contrasts, prices } = request;
  const choices = choicesOf(request);
  const runs = loaded.filter((run) => choices.some(({ includes }) => includes(run)));
  const runsOf = new Map(choices.map((of) => [of.label, runs.filter(of.includes)]));
  const armRecord = ({ label }: ArmChoice) => ({ label, results: keysOf(runsOf.get(label) ?? []) });
  const retractionOf = retractionFinder(retractions);
  const record: VerdictRecord = {
    schema_version: "1.0",
    kind,
    measure,
    band,
    contrasts: contrasts.map(({ name, baseline, candidate }) => ({
      name,
      baseline: armRecord(baseline),
      candidate: armRecord(candidate),
    })),
    retracted: [...new Set(runs.flatMap((run) => retractionOf(run) ?? []))],
  };
  const counted = new Map(
    Array.from(runsOf, ([label, of]) => [label, of.filter((run) => retractionOf(run) === undefined)]),
  );
  const arms = Array.from(counted, ([label, of]) => armFigures(label, of, prices));
  return {
    contrasts: judgeRecord(record, runs).map((verdict) => ({
      verdict,
      timers: compareTimers(
        counted.get(verdict.evidence.baseline.label) ?? [],
        counted.get(verdict.evidence.candidate.label) ?? [],
      ),
    })),
    arms,
    views: viewsOf(arms),
    record,
    runs,
    conflicting,
  };
}

/** Every arm once. */
export function choicesOf({ contrasts, arms }: Pick<ComparisonRequest, "contrasts" | "arms">): ArmChoice[] {
  const all = [...contrasts.flatMap(({ baseline, candidate }) => [baseline, candidate]), ...arms];
  return [...new Map(all.map((of) => [of.label, of])).values()];
}
