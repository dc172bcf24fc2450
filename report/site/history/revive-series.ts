import type { Caveat } from "../../../contract/caveat.ts";
import type { Point } from "../../track/series.ts";
import type { DrawnPoint, DrawnSeries } from "../../page/sections/history.ts";
import type { Change, TrackedSeries } from "../../track/tracked-series.ts";
import { decodeColumn, type Column } from "../data/column.ts";

/** What a point of a series has, by column; times are times. */
export interface PointColumns {
  readonly id: string;
  /** JSON. */
  readonly others: string | null;
  readonly at: Date;
  readonly instance: string;
  readonly logMedian: number;
  readonly revision: string | null;
  readonly isDisturbed: boolean;
  readonly state: string;
  /** Of what was expected; `null` where nothing was. */
  readonly low: number | null;
  readonly high: number | null;
  /** Of its result. */
  readonly page: string | null;
}

type StoredPoint = Omit<Point, "environment">;

/** A change, of whose points the environment is the series'. */
export interface StoredChange extends Omit<Change, "from" | "confirmedAt" | "resolvedAt"> {
  readonly from: StoredPoint;
  readonly confirmedAt: StoredPoint;
  readonly resolvedAt: StoredPoint | null;
}

/** A series as its data file has it, JSON: its points by column, without their environment, which is one. */
export interface StoredSeries extends Omit<TrackedSeries, "series" | "points" | "changes"> {
  readonly changes: readonly StoredChange[];
  readonly series: Pick<TrackedSeries["series"], "name" | "split">;
  readonly points: number;
  readonly caveats: readonly Caveat[];
  readonly columns: Readonly<Record<keyof PointColumns, Column>>;
}

/** The series with its times as times again, and the page of each point's result. */
export function reviveSeries(of: StoredSeries): {
  readonly series: DrawnSeries;
  readonly pages: ReadonlyMap<string, string | null>;
} {
  const columns = Object.fromEntries(
    Object.entries(of.columns).map(([name, column]) => [name, decodeColumn(column)]),
  );
  const get = <Name extends keyof PointColumns>(name: Name, row: number) =>
    (columns[name]?.at(row) ?? null) as PointColumns[Name];
  const points = Array.from({ length: of.points }, (_, row): DrawnPoint => {
    const [low, high] = [get("low", row), get("high", row)];
    const others = get("others", row);
    const point = {
      id: get("id", row),
      ...(others !== null && { others: JSON.parse(others) as string[] }),
      at: get("at", row),
      instance: get("instance", row),
      logMedian: get("logMedian", row),
      revision: get("revision", row),
      isDisturbed: get("isDisturbed", row),
    } as Point;
    return {
      point,
      state: get("state", row) as DrawnPoint["state"],
      prediction: low === null || high === null ? null : { interval: [low, high] },
    };
  });
  const dated = (stored: StoredPoint): Point => ({ ...stored, at: new Date(stored.at) }) as Point;
  return {
    series: {
      ...of,
      points,
      series: { ...of.series, points: points.map(({ point }) => point) },
      changes: of.changes.map((change): Change => ({
        ...change,
        from: dated(change.from),
        confirmedAt: dated(change.confirmedAt),
        resolvedAt: change.resolvedAt && dated(change.resolvedAt),
      })),
    },
    pages: new Map(points.map(({ point }, row) => [point.id, get("page", row)])),
  };
}
