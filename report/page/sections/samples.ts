import { dot, tickX } from "@observablehq/plot";
import { html } from "hono/html";
import { significant } from "../../overview/figure-text.ts";
import type { SubjectOverview } from "../../overview/overview.ts";
import { median } from "../../statistics/median.ts";
import { chartForScreens } from "../chart.ts";
import { chartRows } from "../chart-rows.ts";
import { seriesColours } from "../colours.ts";
import { figure, table, type Html } from "../figure.ts";
import { caveatMarks, marked } from "./caveats.ts";

/** Single runs that are drawn; a page with more would be too large to open. */
const mostDrawn = 400;

/** Every timed run as a dot, as far as there is room; quantiles of all of them in the table. */
export function samples({ configurations }: SubjectOverview, id: string): Html {
  const measured = configurations
    .map((of) => ({ of, name: marked(of.label, of), values: of.wallTimes }))
    .filter(({ values }) => values.length > 0);
  if (measured.length === 0) return html`<p>No samples: no timed run completed.</p>`;
  const share = Math.max(1, Math.floor(mostDrawn / measured.length));
  const drawn = measured.flatMap(({ name, values }) =>
    evenly(values, share).map((seconds) => ({ name, seconds })),
  );
  const total = measured.reduce((sum, { values }) => sum + values.length, 0);
  const title =
    drawn.length === total
      ? `All ${total} timed runs`
      : `${drawn.length} of ${total} timed runs, evenly from the shortest to the longest`;
  return figure({
    title,
    key: "Rings: runs. Lines: medians.",
    caveats: caveatMarks(measured.map(({ of }) => of)),
    chart: chartForScreens(
      (width) => {
        const rows = chartRows(measured, width, 26);
        return {
          ...rows.options,
          x: { label: "wall time, s", grid: true, zero: true },
          marks: [
            dot(drawn, {
              x: "seconds",
              y: "name",
              r: 3,
              stroke: seriesColours[0],
              strokeOpacity: 0.7,
              ...rows.middle,
            }),
            tickX(
              measured.map(({ name, values }) => ({ name, seconds: median(values) })),
              { x: "seconds", y: "name", stroke: "currentColor", strokeWidth: 2, ...rows.filling },
            ),
            ...rows.names,
          ],
        };
      },
      { id, title, description: "Circles: wall times of single runs, by configuration; bars: medians." },
    ),
    table: table(
      "Wall times of the timed runs, s",
      ["configuration", "runs", "shortest", "quartile", "median", "quartile", "longest"],
      measured.map(({ name, values }) => [
        name,
        { sort: values.length, text: String(values.length) },
        ...[0, 0.25, 0.5, 0.75, 1].map((part) => {
          const value = quantile(values, part);
          return { sort: value, text: significant(value) };
        }),
      ]),
    ),
  });
}

/** At most `count` of sorted values, the first and the last among them. */
function evenly(values: readonly number[], count: number): number[] {
  if (values.length <= count) return [...values];
  if (count === 1) return [median(values)];
  return Array.from(
    { length: count },
    (_, index) => values[Math.round((index * (values.length - 1)) / (count - 1))] as number,
  );
}

/** Linear between the two nearest, as R's default (type 7) has it. */
function quantile(values: readonly number[], part: number): number {
  const at = part * (values.length - 1);
  const [low, high] = [values[Math.floor(at)] as number, values[Math.ceil(at)] as number];
  return low + (high - low) * (at - Math.floor(at));
}
