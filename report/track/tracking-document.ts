import type { Untracked } from "./points-of-results.ts";
import type { Tracking } from "./track.ts";
import type { Change, TrackedPoint, TrackedSeries } from "./tracked-series.ts";

/** What `gcbench track` found, before it is shown. */
export interface TrackingReport {
  readonly tracking: Tracking;
  readonly exitCode: number;
  readonly leftOut: readonly Untracked[];
  /** Places of results whose copies differ: none of them counts. */
  readonly conflicting: readonly string[];
}

/** The same as a JSON document; times in seconds, ratios above 1 are slower. */
export function trackingDocument({ tracking, exitCode, leftOut, conflicting }: TrackingReport) {
  return {
    format: 1,
    exitCode,
    series: tracking.series.map(seriesDocument),
    unusedAcknowledgements: tracking.unusedAcknowledgements,
    leftOut,
    conflicting,
  };
}

const seriesDocument = ({ series: { name, split, points: of }, points, ...rest }: TrackedSeries) => ({
  name,
  split,
  environment: of[0]?.environment ?? null,
  points: points.map(pointDocument),
  changes: rest.changes.map(changeDocument),
  acknowledged: rest.acknowledged,
});

function pointDocument({ point, state, prediction, adjustedP }: TrackedPoint) {
  const { id, at, instance, revision, logMedian, isDisturbed } = point;
  const expected = prediction && prediction.interval.map(Math.exp);
  return {
    id,
    at,
    instance,
    revision,
    seconds: Math.exp(logMedian),
    state,
    expected,
    adjustedP,
    isDisturbed,
  };
}

const changeDocument = ({ from, confirmedAt, resolvedAt, ...change }: Change) => ({
  ...change,
  from: from.id,
  revision: from.revision,
  confirmedAt: confirmedAt.id,
  resolvedAt: resolvedAt?.id ?? null,
});
