import { seriesCaveats } from "../../track/series-caveats.ts";
import type { TrackedPoint, TrackedSeries } from "../../track/tracked-series.ts";
import { encodeColumn, type Column } from "../data/column.ts";
import type { Point } from "../../track/series.ts";
import type { PointColumns, StoredChange, StoredSeries } from "./revive-series.ts";

/** Of logarithms that are drawn, and shown with four digits: half of the file would be the others. */
const rounded = (value: number): number => Math.round(value * 1e8) / 1e8;

type Of<Name extends keyof PointColumns> = (of: TrackedPoint) => PointColumns[Name];

const columns: { readonly [Name in Exclude<keyof PointColumns, "page">]: Of<Name> } = {
  id: ({ point }) => point.id,
  others: ({ point }) => (point.others ? JSON.stringify(point.others) : null),
  at: ({ point }) => point.at,
  instance: ({ point }) => point.instance,
  logMedian: ({ point }) => rounded(point.logMedian),
  revision: ({ point }) => point.revision,
  isDisturbed: ({ point }) => point.isDisturbed,
  state: ({ state }) => state,
  low: ({ prediction }) => prediction && rounded(prediction.interval[0]),
  high: ({ prediction }) => prediction && rounded(prediction.interval[1]),
};

/** Without its environment, which is the series'. */
const bare = ({
  id,
  others,
  at,
  instance,
  logMedian,
  revision,
  isDisturbed,
}: Point): Omit<Point, "environment"> => ({
  id,
  ...(others && { others }),
  at,
  instance,
  logMedian,
  revision,
  isDisturbed,
});

/** A series as a page loads it. */
export function storedSeries(
  { series, points, changes, acknowledged }: TrackedSeries,
  pageOf: (pointId: string) => string | null,
): StoredSeries {
  const encoded = Object.entries(columns).map(([column, of]): [string, Column] => [
    column,
    column === "at" ? { ...encodeColumn(points, of), moments: true } : encodeColumn(points, of),
  ]);
  const { name, split } = series;
  return {
    series: { name, split },
    caveats: seriesCaveats(series),
    points: points.length,
    columns: {
      ...Object.fromEntries(encoded),
      page: encodeColumn(points, ({ point }) => pageOf(point.id)),
    } as StoredSeries["columns"],
    changes: changes.map((change): StoredChange => ({
      ...change,
      from: bare(change.from),
      confirmedAt: bare(change.confirmedAt),
      resolvedAt: change.resolvedAt && bare(change.resolvedAt),
    })),
    acknowledged,
  };
}
