import { dot, link, tickX } from "@observablehq/plot";
import { chart } from "../../page/chart.ts";
import { chartRows } from "../../page/chart-rows.ts";
import { seriesColours } from "../../page/colours.ts";
import { instancesKey } from "./instances-key.ts";

/** What is drawn of the instances of two arms. */
export interface InstancesDrawing {
  readonly title: string;
  /** The measure with its unit. */
  readonly what: string;
  /** The baseline, then the candidate. */
  readonly arms: readonly { readonly name: string; readonly values: readonly { readonly value: number }[] }[];
}

/** The instances of both arms as dots, with the geometric mean of each arm. `width`: in pixels. */
export function instancesChart(
  { title, what, arms }: InstancesDrawing,
  width: number,
): ReturnType<typeof chart> {
  const points = arms.flatMap(({ name, values }, index) =>
    values.map(({ value }) => ({ name, colour: seriesColours[index], value })),
  );
  const means = arms.flatMap(({ name, values }) =>
    values.length === 0
      ? []
      : [
          {
            name,
            value: Math.exp(values.reduce((sum, { value }) => sum + Math.log(value), 0) / values.length),
          },
        ],
  );
  const ends = arms.flatMap(({ name, values }) => {
    const of = values.map(({ value }) => value);
    return of.length < 2
      ? []
      : [{ name, low: of.reduce((a, b) => Math.min(a, b)), high: of.reduce((a, b) => Math.max(a, b)) }];
  });
  const rows = chartRows(arms, width, 40);
  return chart(
    {
      ...rows.options,
      x: { label: what, grid: true, nice: true },
      marks: [
        link(ends, { x1: "low", x2: "high", y1: "name", y2: "name", strokeOpacity: 0.4, ...rows.middle }),
        dot(points, { x: "value", y: "name", r: 4, stroke: "colour", strokeOpacity: 0.8, ...rows.middle }),
        tickX(means, { x: "value", y: "name", strokeWidth: 3, ...rows.filling }),
        ...rows.names,
      ],
    },
    {
      id: "instances",
      title,
      description: instancesKey,
    },
  );
}
