import { benjaminiHochberg } from "../statistics/benjamini-hochberg.ts";
import { nightOf, type Series } from "./series.ts";
import { SeriesTracker } from "./series-tracker.ts";
import type { Acknowledgement, TrackedSeries } from "./tracked-series.ts";

export interface Tracking {
  /** In the order given. */
  readonly series: readonly TrackedSeries[];
  /** They name a series or point that is not there: a slip, or results that were removed. */
  readonly unusedAcknowledgements: readonly Acknowledgement[];
}

/**
 * Follows all series through time, night by night (UTC). The p values of a night are adjusted together over all
 * series; where a series has several points in one night, the first of each series together, then the second.
 */
export function track(
  seriesList: readonly Series[],
  acknowledgements: readonly Acknowledgement[] = [],
): Tracking {
  const trackers = seriesList.map(
    (series) =>
      new SeriesTracker(
        series,
        acknowledgements.filter((of) => of.series === series.name),
      ),
  );
  for (;;) {
    const nights = trackers.map(({ next }) => (next ? nightOf(next.at) : Infinity));
    const first = nights.reduce((a, b) => Math.min(a, b), Infinity);
    if (first === Infinity) break;
    takeTogether(trackers.filter((_, index) => nights[index] === first));
  }
  const series = trackers.map(({ result }) => result);
  const used = new Set(series.flatMap(({ acknowledged }) => acknowledged));
  return { series, unusedAcknowledgements: acknowledgements.filter((of) => !used.has(of)) };
}

function takeTogether(trackers: readonly SeriesTracker[]): void {
  const predictions = trackers.map((tracker) => tracker.expectNext());
  const adjusted = benjaminiHochberg(predictions.flatMap((of) => (of === null ? [] : [of.p])));
  let judged = 0;
  for (const [index, tracker] of trackers.entries()) {
    const prediction = predictions[index] ?? null;
    tracker.take(prediction, prediction === null ? null : (adjusted[judged++] ?? null));
  }
}
