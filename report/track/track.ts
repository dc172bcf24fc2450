import { benjaminiHochberg } from "../statistics/benjamini-hochberg.ts";
import { seriesKey, type Judgement, type KnownJudgements } from "./known-judgements.ts";
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
 * series; where a series has several points in one night, the first of each series together, then the second. What is
 * `known` of before changes nothing but how long it takes.
 */
export function track(
  seriesList: readonly Series[],
  acknowledgements: readonly Acknowledgement[] = [],
  known: KnownJudgements | null = null,
): Tracking {
  const trackers = seriesList.map(
    (series) =>
      new SeriesTracker(
        series,
        acknowledgements.filter((of) => of.series === series.name),
        known?.bySeries.get(seriesKey(series)),
      ),
  );
  for (;;) {
    const nights = trackers.map(({ next }) => (next ? nightOf(next.at) : Infinity));
    const first = nights.reduce((a, b) => Math.min(a, b), Infinity);
    if (first === Infinity) break;
    const together = trackers.filter((_, index) => nights[index] === first);
    const isKnown = known !== null && first < known.beforeNight;
    const judgements = (isKnown ? recalled(together) : null) ?? judged(together);
    for (const [index, tracker] of together.entries()) tracker.take(judgements[index] as Judgement);
  }
  const series = trackers.map(({ result }) => result);
  const used = new Set(series.flatMap(({ acknowledged }) => acknowledged));
  return { series, unusedAcknowledgements: acknowledgements.filter((of) => !used.has(of)) };
}

/** `null` where that of one of them is not known: those of a night are judged together. */
function recalled(trackers: readonly SeriesTracker[]): readonly Judgement[] | null {
  const found = trackers.map((tracker) => tracker.recall());
  return found.every((of) => of !== null) ? found : null;
}

function judged(trackers: readonly SeriesTracker[]): readonly Judgement[] {
  const predictions = trackers.map((tracker) => tracker.expectNext());
  const adjusted = benjaminiHochberg(predictions.flatMap((of) => (of === null ? [] : [of.p])));
  let number = 0;
  return predictions.map((prediction) => ({
    prediction,
    adjustedP: prediction === null ? null : (adjusted[number++] ?? null),
  }));
}
