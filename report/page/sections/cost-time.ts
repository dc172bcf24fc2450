import { dot, line, text } from "@observablehq/plot";
import { html } from "hono/html";
import { isRanked } from "../../overview/answer.ts";
import { significant } from "../../overview/figure-text.ts";
import type { SubjectOverview } from "../../overview/overview.ts";
import { paretoFront } from "../../overview/pareto.ts";
import { chart, labelWidth } from "../chart.ts";
import { otherColour, seriesColours } from "../colours.ts";
import { figure, table, type Html } from "../figure.ts";
import { shownText } from "../shown-text.ts";
import { caveatsOfAll, marked } from "./caveats.ts";

/** What a simulated day costs against how long it takes, with those that no other beats in both. */
export function costTime({ configurations }: SubjectOverview, id: string): Html {
  const points = configurations.flatMap((of) => {
    const [time, cost] = [of.secondsPerSimulatedDay.value, of.usdPerSimulatedDay.value];
    return time && cost
      ? [{ of, name: shownText(marked(of.label, of)), time: time.value, cost: cost.value }]
      : [];
  });
  if (points.length === 0) {
    const reasons = configurations.map(({ label, usdPerHour: price, secondsPerSimulatedDay: time }) => {
      const why = price.value === null ? price.reason : time.value === null ? time.reason : "";
      return shownText(`${label}: ${why}`);
    });
    return html`<p>No picture of cost against time: ${reasons.join("; ")}.</p>`;
  }
  const front = paretoFront(
    points.filter(({ of }) => isRanked(of)),
    ({ time }) => time,
    ({ cost }) => cost,
  );
  const title = titleOf(front.map(({ of }) => of.label));
  const onFront = new Set(front);
  return figure({
    title,
    caveats: caveatsOfAll(points.map(({ of }) => of)),
    chart: chart(
      {
        width: 860,
        height: 360,
        marginRight: labelWidth(points.map(({ name }) => name)),
        marginBottom: 40,
        x: { label: "seconds per simulated day (less is better)", grid: true, zero: true },
        y: { label: "US$ per simulated day (less is better)", grid: true, zero: true },
        marks: [
          line(front, { x: "time", y: "cost", stroke: seriesColours[0], strokeDasharray: "4 3" }),
          dot(points, {
            x: "time",
            y: "cost",
            r: 6,
            symbol: (point: (typeof points)[number]) => (onFront.has(point) ? "circle" : "times"),
            stroke: ({ of }) => (isRanked(of) ? seriesColours[0] : otherColour),
            strokeWidth: 2,
          }),
          text(points, { x: "time", y: "cost", text: "name", dx: 10, textAnchor: "start" }),
        ],
      },
      {
        id,
        title,
        description:
          `${points.length} configurations by seconds and US dollars per simulated day. Circles, joined by a dashed ` +
          `line: no other is both faster and cheaper. Crosses: beaten, or not ranked (grey).`,
      },
    ),
    table: table(
      "Time and cost of a simulated day",
      ["configuration", "s", "US$", "on the front"],
      points.map((point) => [
        point.name,
        { sort: point.time, text: significant(point.time) },
        { sort: point.cost, text: significant(point.cost) },
        onFront.has(point) ? "yes" : isRanked(point.of) ? "no" : "not ranked",
      ]),
    ),
  });
}

function titleOf(front: readonly string[]): string {
  const [fastest] = front;
  const cheapest = front.at(-1);
  if (fastest === undefined || cheapest === undefined)
    return "Cost against time, none of which may be ranked";
  return front.length === 1
    ? `${fastest} is the fastest and costs the least`
    : `From ${fastest}, the fastest, to ${cheapest}, the cheapest: ${front.length} that no other beats in both`;
}
