import { dot, line } from "@observablehq/plot";
import { html } from "hono/html";
import type { Configuration } from "../../overview/configuration.ts";
import { significant } from "../../overview/figure-text.ts";
import type { SubjectOverview } from "../../overview/overview.ts";
import { chartForScreens } from "../chart.ts";
import { seriesColours } from "../colours.ts";
import { figure, table, type Html } from "../figure.ts";
import { caveatMarks, marked } from "./caveats.ts";

interface Point {
  readonly of: Configuration;
  readonly series: string;
  readonly threads: number;
  /** Against the fewest threads of the series. */
  readonly speedup: number;
  readonly efficiency: number;
  readonly seconds: number;
}

const symbols = ["circle", "square", "triangle", "diamond", "cross", "star", "times", "wye"] as const;

/** Speed against threads, where a type with a build ran with several numbers of them. */
export function scaling({ configurations }: SubjectOverview, id: string): Html {
  const points = scalingPoints(configurations);
  if (points.length === 0) {
    return html`<p>No scaling: no instance type ran with several numbers of threads.</p>`;
  }
  const series = [...new Set(points.map((point) => point.series))];
  const best = points.reduce((a, b) => (b.threads > a.threads ? b : a));
  const title = `With ${best.threads} threads ${best.series} is ${significant(best.speedup)} times as fast as with its fewest (efficiency ${Math.round(100 * best.efficiency)} %)`;
  const index = ({ series: of }: Point): number => series.indexOf(of) % seriesColours.length;
  return figure({
    title,
    caveats: caveatMarks(points.map(({ of }) => of)),
    chart: html`<ul class="legend" aria-hidden="true">
        ${series.map((name, at) => html`<li><span class="swatch" style="background:${seriesColours[at % seriesColours.length]}"></span>${name}</li>`)}
      </ul>
      ${chartForScreens(
        (width) => ({
          width,
          height: 340,
          marginBottom: 40,
          x: {
            label: "threads",
            grid: true,
            ticks: [...new Set(points.map(({ threads }) => threads))],
            tickFormat: String,
          },
          y: { label: "speed-up against the fewest threads", grid: true, zero: true },
          marks: [
            line(points, {
              x: "threads",
              y: "speedup",
              z: "series",
              stroke: (of: Point) => seriesColours[index(of)],
            }),
            dot(points, {
              x: "threads",
              y: "speedup",
              r: 5,
              symbol: (of: Point) => symbols[index(of)] ?? "circle",
              stroke: (of: Point) => seriesColours[index(of)],
            }),
          ],
        }),
        { id, title, description: `Speed-up by threads of ${series.join("; ")}.` },
      )}`,
    table: table(
      "Scaling with threads",
      ["series", "threads", "s per simulated day", "speed-up", "efficiency"],
      points.map((of) => [
        of.series,
        { sort: of.threads, text: String(of.threads) },
        { sort: of.seconds, text: significant(of.seconds) },
        { sort: of.speedup, text: significant(of.speedup) },
        { sort: of.efficiency, text: `${Math.round(100 * of.efficiency)} %` },
      ]),
    ),
  });
}

function scalingPoints(configurations: readonly Configuration[]): Point[] {
  const measured = configurations.flatMap((of) =>
    of.secondsPerSimulatedDay.value ? [{ of, seconds: of.secondsPerSimulatedDay.value.value }] : [],
  );
  const groups = Map.groupBy(measured, ({ of }) =>
    marked([of.machine, of.build ?? "build not observed"].join(", "), of),
  );
  return Array.from(groups, ([series, members]): Point[] => {
    const byThreads = members.toSorted((a, b) => a.of.threads - b.of.threads);
    const [fewest] = byThreads as [(typeof byThreads)[number]];
    if (new Set(byThreads.map(({ of }) => of.threads)).size < 2) return [];
    return byThreads.map(({ of, seconds }) => ({
      of,
      series,
      threads: of.threads,
      seconds,
      speedup: fewest.seconds / seconds,
      efficiency: (fewest.seconds * fewest.of.threads) / (seconds * of.threads),
    }));
  }).flat();
}
