import type { Prediction } from "../statistics/prediction-interval.ts";
import type { Series } from "./series.ts";
import type { TrackedPoint, TrackedSeries } from "./tracked-series.ts";

/** What is computed of a point before it is known what it turns out to be. */
export interface Judgement {
  /** Of the points before it; `null` where they were too few. */
  readonly prediction: Prediction | null;
  /** Adjusted over the series of its night. */
  readonly adjustedP: number | null;
}

/** Judgements of the points of a series, in their order, by column: `NaN` where nothing could be expected. */
export type JudgementColumns = Readonly<Record<"low" | "high" | "p" | "adjustedP", Float64Array>>;

/** By series, as {@link seriesKey} names them. */
export type JudgementsBySeries = ReadonlyMap<string, JudgementColumns>;

/** Judgements of when series were followed before, with fewer points: making them is most of the work. */
export interface KnownJudgements {
  /** Of earlier nights all points of all series, and all acknowledgements, are those of then. */
  readonly beforeNight: number;
  readonly bySeries: JudgementsBySeries;
}

/** Parts of one benchmark's history have one name: what tells them apart is where they begin. */
export const seriesKey = ({ name, points }: Pick<Series, "name" | "points">): string =>
  `${name}\n${points[0]?.id ?? ""}`;

export const judgementsOf = (all: readonly TrackedSeries[]): JudgementsBySeries =>
  new Map(all.map(({ series, points }) => [seriesKey(series), columnsOf(points)]));

function columnsOf(points: readonly TrackedPoint[]): JudgementColumns {
  const column = (of: (point: TrackedPoint) => number | null | undefined) =>
    Float64Array.from(points, (point) => of(point) ?? Number.NaN);
  return {
    low: column(({ prediction }) => prediction?.interval[0]),
    high: column(({ prediction }) => prediction?.interval[1]),
    p: column(({ prediction }) => prediction?.p),
    adjustedP: column(({ adjustedP }) => adjustedP),
  };
}

/** Of the point with a number; `null` where there is none. */
export function judgementAt(of: JudgementColumns | undefined, number: number): Judgement | null {
  const [low, high, p, adjustedP] = [of?.low[number], of?.high[number], of?.p[number], of?.adjustedP[number]];
  if (low === undefined || high === undefined || p === undefined || adjustedP === undefined) return null;
  if (Number.isNaN(adjustedP)) return { prediction: null, adjustedP: null };
  return { prediction: { interval: [low, high], p }, adjustedP };
}
