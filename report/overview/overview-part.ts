import { caveatColumns, caveatsOf, type Caveat } from "../../contract/caveat.ts";
import type { PriceBook } from "../../contract/prices/price-book.ts";
import { distinctRows } from "../index/group-rows.ts";
import type { Retraction } from "../read/retractions.ts";
import { configurationParts, type ConfigurationPart } from "./configuration-part.ts";
import { beginningOf } from "./job-timeline.ts";
import { observedResults, type ObservedResults } from "./observed-results.ts";
import type { OverviewRun } from "./overview-run.ts";

/**
 * What some measured runs add to an overview: made once of their rows, and kept without them. A result is named by its
 * number among those of the part.
 */
export interface OverviewPart {
  readonly results: number;
  readonly timedRuns: number;
  readonly caveats: readonly Caveat[];
  readonly configurations: readonly ConfigurationPart[];
  /** What they add to the histories of benchmarks. */
  readonly observed: ObservedResults;
  /** When the job of each result was submitted, or the first moment of it that is known; ms since 1970. */
  readonly begun: Float64Array;
}

/** Of rows of whole results, in the order of the first row of each. */
export function overviewPart(
  runs: readonly OverviewRun[],
  retractions: readonly Retraction[],
  prices: PriceBook,
): OverviewPart {
  const byPath = Map.groupBy(runs, ({ path }) => path);
  const results = [...byPath.values()] as [OverviewRun, ...OverviewRun[]][];
  const numbers = new Map(Array.from(byPath.keys(), (path, number) => [path, number]));
  return {
    results: results.length,
    timedRuns: runs.filter(({ repetition }) => repetition !== null).length,
    caveats: [...new Set(distinctRows(runs, caveatColumns).flatMap(caveatsOf))],
    configurations: configurationParts(runs, (path) => numbers.get(path) ?? 0, retractions, prices),
    observed: observedResults(results, retractions),
    begun: Float64Array.from(results, (rows) => beginningOf(rows.at(-1) as OverviewRun).getTime()),
  };
}
