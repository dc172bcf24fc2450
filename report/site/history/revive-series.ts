import type { Point } from "../../track/series.ts";
import type { TrackedSeries } from "../../track/tracked-series.ts";

/** A series as its data file has it: JSON, with the pages of its points' results. */
export interface StoredSeries extends TrackedSeries {
  readonly pages: readonly (string | null)[];
}

/** The series with its times as times again. */
export function reviveSeries(of: StoredSeries): TrackedSeries {
  const point = (stored: Point): Point => ({ ...stored, at: new Date(stored.at) });
  const points = of.points.map((tracked) => ({ ...tracked, point: point(tracked.point) }));
  return {
    ...of,
    points,
    series: { ...of.series, points: points.map((tracked) => tracked.point) },
    changes: of.changes.map((change) => ({
      ...change,
      from: point(change.from),
      confirmedAt: point(change.confirmedAt),
      resolvedAt: change.resolvedAt && point(change.resolvedAt),
    })),
  };
}
