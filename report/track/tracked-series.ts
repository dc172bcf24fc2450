import type { Prediction } from "../statistics/prediction-interval.ts";
import type { Point, Series } from "./series.ts";

/**
 * What a point turned out to be: `new`, too early to say; `ok`; `suspect`, outside the prediction interval and not
 * yet answered; `spike`, answered: it was nothing; `changed`, on another level than the baseline; `awaited`, after
 * a suspect, of which it is an answer.
 */
type PointState = "new" | "ok" | "suspect" | "awaited" | "spike" | "changed";

export interface TrackedPoint {
  readonly point: Point;
  state: PointState;
  /** Of the points before it; `null` where there were too few. */
  readonly prediction: Prediction | null;
  /** Adjusted over the series of its night. */
  readonly adjustedP: number | null;
}

export interface Change {
  readonly kind: "step" | "drift";
  /** Slower is a regression. */
  readonly direction: "regression" | "improvement";
  /** The first point on the new level; of a drift, the first of those that showed it. */
  readonly from: Point;
  readonly confirmedAt: Point;
  /** New level over old. */
  readonly ratio: number;
  readonly p: number;
  /** When it went back; `null` while it has not. */
  resolvedAt: Point | null;
  /** Who acknowledges a change from its first point on takes it out of the history; later, it stays with this. */
  acknowledgement: Acknowledgement | null;
}

/** A person's word that a new level is right. */
export interface Acknowledgement {
  readonly series: string;
  /** Id of the first point on the new level: a new baseline begins there. */
  readonly from: string;
  readonly reason: string;
}

export interface TrackedSeries {
  readonly series: Series;
  readonly points: readonly TrackedPoint[];
  readonly changes: readonly Change[];
  readonly acknowledged: readonly Acknowledgement[];
}
