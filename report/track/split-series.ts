import type { Point, Series, SeriesEnvironment } from "./series.ts";

const environmentKeys = [
  "image",
  "compiler",
  "kernel",
  "suite",
  "config",
] as const satisfies Series["split"][number]["what"][];

/**
 * Divides the points of one benchmark wherever its environment changed from one point to the next; nothing is
 * compared across. Points may be in any order.
 */
export function splitSeries(name: string, points: readonly Point[]): Series[] {
  const ordered = points.toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
  const series: { name: string; points: Point[]; split: Series["split"] }[] = [];
  let previous: Point | undefined;
  for (const point of ordered) {
    const isSame = previous === undefined || previous.environment === point.environment;
    const split = previous && !isSame ? changes(previous.environment, point.environment) : [];
    const current = series.at(-1);
    if (current && split.length === 0) current.points.push(point);
    else series.push({ name, points: [point], split });
    previous = point;
  }
  return series;
}

function changes(before: SeriesEnvironment, after: SeriesEnvironment): Series["split"] {
  return environmentKeys
    .filter((what) => before[what] !== after[what])
    .map((what) => ({ what, from: before[what], to: after[what] }));
}
