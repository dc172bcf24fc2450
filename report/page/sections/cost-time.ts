import { dot, line, text, type PlotOptions } from "@observablehq/plot";
import { html } from "hono/html";
import type { Caveat } from "../../../contract/caveat.ts";
import { isRanked } from "../../overview/answer.ts";
import { significant } from "../../overview/figure-text.ts";
import type { SubjectOverview } from "../../overview/overview.ts";
import { paretoFront } from "../../overview/pareto.ts";
import { chartForScreens } from "../chart.ts";
import { fitting, labelWidth } from "../chart-rows.ts";
import { otherColour, seriesColours } from "../colours.ts";
import { labelsApart } from "../labels-apart.ts";
import { figure, table, type Html } from "../figure.ts";
import { shownText } from "../shown-text.ts";
import { caveatMarks, elsewhereName, marked } from "./caveats.ts";

/** What a simulated day takes (s) and costs (US$) in one configuration, or took elsewhere at a claimed price. */
interface Point {
  readonly label: string;
  readonly name: string;
  readonly caveats: readonly Caveat[];
  readonly isRanked: boolean;
  readonly time: number;
  readonly cost: number;
}

/** Of the picture and around what is drawn, in pixels. */
const size = { height: 360, top: 20, bottom: 40, left: 50 };
/** Narrower: points have numbers, and their names stand below the picture. */
const fewestForNames = 600;

/** What a simulated day costs against how long it takes, with those that no other beats in both. */
export function costTime({ configurations, elsewhere }: SubjectOverview, id: string): Html {
  const measured = configurations.flatMap((of): Point[] => {
    const [time, cost] = [of.secondsPerSimulatedDay.value, of.usdPerSimulatedDay.value];
    const { caveats } = of;
    const name = marked(of.label, of);
    return time && cost
      ? [{ label: of.label, name, caveats, isRanked: isRanked(of), time: time.value, cost: cost.value }]
      : [];
  });
  const others = elsewhere.flatMap((of): Point[] => {
    const [time, cost] = [of.secondsPerSimulatedDay.value, of.usdPerSimulatedDay.value];
    const { label, caveats } = of;
    return time !== null && cost !== null
      ? [{ label, name: elsewhereName(of), caveats, isRanked: false, time, cost }]
      : [];
  });
  const points = [...measured, ...others];
  if (points.length === 0) {
    const reasons = configurations.map(({ label, usdPerHour: price, secondsPerSimulatedDay: time }) => {
      const why = price.value === null ? price.reason : time.value === null ? time.reason : "";
      return shownText(`${label}: ${why}`);
    });
    return html`<p>
      No picture of cost against time:
      ${reasons.join("; ") || "nothing measured, and no price for what ran elsewhere"}.
    </p>`;
  }
  const front = paretoFront(
    points.filter((of) => of.isRanked),
    ({ time }) => time,
    ({ cost }) => cost,
  );
  const title = titleOf(front.map(({ label }) => label));
  const onFront = new Set(front);
  const longest = Math.max(...points.map(({ time }) => time));
  // Above the dearest is room for its mark.
  const highest = 1.08 * Math.max(...points.map(({ cost }) => cost));
  const optionsFor = (width: number): PlotOptions => {
    const names = points.map(({ name }, index) =>
      width < fewestForNames ? String(index + 1) : fitting(name),
    );
    return {
      width,
      height: size.height,
      marginTop: size.top,
      marginLeft: size.left,
      marginRight: labelWidth(names),
      marginBottom: size.bottom,
      x: { label: "seconds per simulated day (less is better)", grid: true, domain: [0, longest] },
      y: { label: "US$ per simulated day (less is better)", grid: true, domain: [0, highest] },
      marks: [
        line(front, { x: "time", y: "cost", stroke: seriesColours[0], strokeDasharray: "4 3" }),
        dot(points, {
          x: "time",
          y: "cost",
          r: 6,
          symbol: (point: Point) => (onFront.has(point) ? "circle" : "times"),
          stroke: (of: Point) => (of.isRanked ? seriesColours[0] : otherColour),
          strokeWidth: 2,
        }),
        text(labelsOf(points, names, { width, longest, highest }), {
          x: "time",
          y: "cost",
          text: "name",
          dx: 10,
          textAnchor: "start",
        }),
      ],
    };
  };
  const key =
    "Circles, joined by a dashed line: no other is both faster and cheaper. Crosses: beaten, or not ranked (grey).";
  return figure({
    title,
    key,
    caveats: caveatMarks(points),
    chart: html`${chartForScreens(optionsFor, {
        id,
        title,
        description: `${points.length} configurations by seconds and US dollars per simulated day. ${key}`,
      })}
      <ol class="narrow" aria-hidden="true">
        ${points.map(({ name }) => html`<li>${name}</li>`)}
      </ol>`,
    table: table(
      "Time and cost of a simulated day",
      ["configuration", "s", "US$", "on the front"],
      points.map((point) => [
        point.name,
        { sort: point.time, text: significant(point.time) },
        { sort: point.cost, text: significant(point.cost) },
        onFront.has(point) ? "yes" : point.isRanked ? "no" : "not ranked",
      ]),
    ),
  });
}

/** Names beside points, or as near as they do not lie on each other; ends of the axes in s and US$. */
function labelsOf(
  points: readonly Point[],
  names: readonly string[],
  { width, longest, highest }: { readonly width: number; readonly longest: number; readonly highest: number },
): { readonly name: string; readonly time: number; readonly cost: number }[] {
  const inner = {
    width: width - size.left - labelWidth(names),
    height: size.height - size.top - size.bottom,
  };
  const heights = labelsApart(
    points.map(({ time, cost }, index) => ({
      left: (inner.width * time) / longest,
      bottom: (inner.height * cost) / highest,
      width: labelWidth([names[index] ?? ""]),
    })),
  );
  return points.map(({ time }, index) => ({
    name: names[index] ?? "",
    time,
    cost: ((heights[index] ?? 0) * highest) / inner.height,
  }));
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
