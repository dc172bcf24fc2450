import type { Retraction } from "../read/retractions.ts";
import { observationMaker, type Observation } from "../track/points-of-results.ts";
import { environmentSharer } from "../track/environment-sharer.ts";
import type { SeriesEnvironment } from "../track/series.ts";
import type { OverviewRun } from "./overview-run.ts";

/** What results add to the histories of benchmarks, by column; those that are not tracked are not in it. */
export interface ObservedResults {
  /** Each once; results name them by number. */
  readonly series: readonly string[];
  readonly environments: readonly SeriesEnvironment[];
  readonly revisions: readonly (string | null)[];
  readonly seriesAt: Uint32Array;
  readonly environmentAt: Uint32Array;
  readonly revisionAt: Uint32Array;
  readonly ids: readonly string[];
  readonly instances: readonly string[];
  /** When each began, ms since 1970. */
  readonly at: Float64Array;
  readonly logMedians: Float64Array;
  /** Numbers of those that were disturbed. */
  readonly disturbed: Uint32Array;
  /** Values of each, and all of them one after the other; s. */
  readonly counts: Uint32Array;
  readonly values: Float64Array;
}

export function observedResults(
  results: readonly (readonly [OverviewRun, ...OverviewRun[]])[],
  retractions: readonly Retraction[],
): ObservedResults {
  const observe = observationMaker("wall", retractions);
  const all = results
    .map((rows) => observe(rows))
    .flatMap((of): Observation[] => ("reason" in of ? [] : [of]));
  const series = numbered(all.map((of) => of.series));
  const environments = numbered(all.map((of) => of.environment));
  const revisions = numbered(all.map((of) => of.revision));
  return {
    series: series.each,
    environments: environments.each,
    revisions: revisions.each,
    seriesAt: series.at,
    environmentAt: environments.at,
    revisionAt: revisions.at,
    ids: all.map(({ id }) => id),
    instances: all.map(({ instance }) => instance),
    at: Float64Array.from(all, (of) => of.at.getTime()),
    logMedians: Float64Array.from(all, ({ logMedian }) => logMedian),
    disturbed: Uint32Array.from(all.flatMap(({ isDisturbed }, number) => (isDisturbed ? [number] : []))),
    counts: Uint32Array.from(all, ({ values }) => [...values].length),
    values: Float64Array.from(all.flatMap(({ values }) => [...values])),
  };
}

function numbered<Value>(all: readonly Value[]): {
  readonly each: readonly Value[];
  readonly at: Uint32Array;
} {
  const numbers = new Map<Value, number>();
  for (const of of all) if (!numbers.has(of)) numbers.set(of, numbers.size);
  return { each: [...numbers.keys()], at: Uint32Array.from(all, (of) => numbers.get(of) ?? 0) };
}

/** Some of an array's. A view of them is made where they are read: few are, and many views take much room. */
class Values implements Iterable<number> {
  readonly #all: Float64Array;
  readonly #begin: number;
  readonly #end: number;

  constructor(all: Float64Array, begin: number, end: number) {
    this.#all = all;
    this.#begin = begin;
    this.#end = end;
  }

  [Symbol.iterator](): Iterator<number> {
    return this.#all.subarray(this.#begin, this.#end).values();
  }
}

/** What the parts observed; of one environment there is one object, by which it is told from others. */
export function observationsOf(parts: readonly ObservedResults[]): Observation[] {
  const shared = environmentSharer();
  return parts.flatMap((part) => {
    const own = part.environments.map(shared);
    const disturbed = new Set(part.disturbed);
    let next = 0;
    return part.ids.map((id, index): Observation => ({
      series: part.series[part.seriesAt[index] ?? 0] ?? "",
      id,
      at: new Date(part.at[index] ?? 0),
      instance: part.instances[index] ?? "",
      revision: part.revisions[part.revisionAt[index] ?? 0] ?? null,
      environment: own[part.environmentAt[index] ?? 0] as SeriesEnvironment,
      logMedian: part.logMedians[index] ?? 0,
      isDisturbed: disturbed.has(index),
      values: new Values(part.values, next, (next += part.counts[index] ?? 0)),
    }));
  });
}
