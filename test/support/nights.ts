import type { Point, Series, SeriesEnvironment } from "../../report/track/series.ts";

export const environment: SeriesEnvironment = {
  image: "sha256:1",
  compiler: "GCC 14.2",
  kernel: "6.1",
  suite: "sha256:2",
  config: "proxy transport 4x5",
  proxy: true,
};

const day = 86_400_000;

/** Made-up points, one a night, each of an instance of its own. `values` are ratios to 100 s. */
export function nightly(
  values: readonly number[],
  more: (night: number) => Partial<Point> = () => ({}),
): Point[] {
  return values.map((value, night) => ({
    id: `p${night}`,
    at: new Date(Date.UTC(2026, 0, 1) + night * day),
    instance: `synthetic-${night}`,
    logMedian: Math.log(100 * value),
    revision: `r${night}`,
    environment,
    isDisturbed: false,
    ...more(night),
  }));
}

export const oneSeries = (points: readonly Point[], name = "s"): Series => ({ name, points, split: [] });
