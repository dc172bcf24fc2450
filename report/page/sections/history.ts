import { dot, line, link, ruleX, type PlotOptions } from "@observablehq/plot";
import { html } from "hono/html";
import type { Caveat } from "../../../contract/caveat.ts";
import { seconds as secondsText, significant } from "../../overview/figure-text.ts";
import type { Overview } from "../../overview/overview.ts";
import { changeText } from "../../terminal/change-text.ts";
import { isOpen } from "../../track/tracking-exit-code.ts";
import { fewestBefore } from "../../track/series-tracker.ts";
import { seriesCaveats } from "../../track/series-caveats.ts";
import type { Change, TrackedPoint, TrackedSeries } from "../../track/tracked-series.ts";
import { chart, chartForScreens } from "../chart.ts";
import { seriesColours } from "../colours.ts";
import { figure, linked, table, type Html } from "../figure.ts";
import { shownText } from "../shown-text.ts";
import { caveatMarks, caveatNotes } from "./caveats.ts";

/** What of a series is drawn. */
export interface DrawnSeries extends Omit<TrackedSeries, "points"> {
  readonly points: readonly DrawnPoint[];
  /** How many came before those. */
  readonly pointsBefore?: number;
  readonly caveats: readonly Caveat[];
}

export interface DrawnPoint extends Pick<TrackedPoint, "point" | "state"> {
  readonly prediction: Pick<NonNullable<TrackedPoint["prediction"]>, "interval"> | null;
}

/** Points of a series that are drawn, the latest: a page of ten thousand runs stays below a megabyte. */
const mostPoints = 60;
/** Series that have a picture; the others are in the JSON file and in `gcbench track`. */
const mostDrawn = 8;

/** How benchmarks went over time: those that got slower first. Of which too few points are known has no picture. */
export function history({ history: all }: Overview): Html {
  const judged = all.filter(({ points }) => points.some(({ state }) => state !== "new"));
  if (judged.length === 0) {
    return html`<p>
      No history: no benchmark that may be ranked was measured more than ${fewestBefore} times in one
      environment.
    </p>`;
  }
  const shown = judged.toSorted((a, b) => urgency(b) - urgency(a) || b.points.length - a.points.length);
  const regressions = shown.filter((of) => urgency(of) === 2).length;
  return html`<p>
      ${
        regressions === 0
          ? "No confirmed regression is open."
          : `${regressions} of ${all.length} series got slower and nobody has acknowledged it.`
      }
      ${shown.length > mostDrawn ? `Drawn are ${mostDrawn} of ${shown.length} series.` : ""}
      ${
        judged.length < all.length
          ? `Not drawn: ${all.length - judged.length} with too few points to say anything; the ${fewestBefore + 1}th is the first that is judged.`
          : ""
      }
    </p>
    ${shown.slice(0, mostDrawn).map((of, index) => seriesFigure(latestOf(of), index))}`;
}

function latestOf(of: TrackedSeries): DrawnSeries {
  const points = of.points.slice(-mostPoints);
  return { ...of, points, pointsBefore: of.points.length - points.length, caveats: seriesCaveats(of.series) };
}

/** 2 for a regression that is still there, 1 for anything that changed. */
export const urgency = ({ changes }: TrackedSeries): number =>
  changes.some((of) => of.direction === "regression" && isOpen(of)) ? 2 : Math.min(changes.length, 1);

/** `width`: of its picture, in pixels, where the screen is known. */
export function seriesFigure(
  of: DrawnSeries,
  index: number,
  pageOf: (pointId: string) => string | null = () => null,
  width?: number,
): Html {
  const { points, pointsBefore = 0, changes } = of;
  const title = shownText(titleOf(of));
  const disturbed = points.filter(({ point }) => point.isDisturbed);
  const caveats = [...of.caveats, ...(disturbed.length > 0 ? (["disturbed"] as const) : [])];
  const drawn = points.map((point) => ({
    ...point,
    seconds: Math.exp(point.point.logMedian),
    at: point.point.at,
  }));
  const expected = drawn.flatMap(({ at, prediction }) =>
    prediction ? [{ at, low: Math.exp(prediction.interval[0]), high: Math.exp(prediction.interval[1]) }] : [],
  );
  const begins = changes.map(({ from }) => from.at).filter((at) => drawn[0] && at >= drawn[0].at);
  const optionsFor = (room: number): PlotOptions => ({
    width: room,
    height: 260,
    marginBottom: 40,
    marginLeft: 60,
    x: { label: "when it ran (UTC)", type: "utc" },
    y: { label: "seconds (median of an instance's runs)", grid: true, nice: true },
    marks: [
      link(expected, {
        x1: "at",
        x2: "at",
        y1: "low",
        y2: "high",
        stroke: seriesColours[0],
        strokeOpacity: 0.25,
        strokeWidth: 6,
      }),
      line(drawn, { x: "at", y: "seconds", stroke: seriesColours[0] }),
      dot(drawn, {
        x: "at",
        y: "seconds",
        r: 4,
        symbol: ({ state }: TrackedPoint) => symbols[state] ?? "circle",
        fill: ({ state }: TrackedPoint) => (state in symbols ? seriesColours[1] : seriesColours[0]),
      }),
      dot(
        drawn.filter(({ point }) => point.isDisturbed),
        { x: "at", y: "seconds", r: 8, stroke: "currentColor", strokeWidth: 1.5 },
      ),
      ruleX(begins, { stroke: seriesColours[1], strokeDasharray: "4 3" }),
    ],
  });
  const states = new Set(points.map(({ state }) => state));
  const key = keyOf([
    [expected.length > 0, "pale bars: what was expected (98 %)"],
    [states.has("suspect") || states.has("spike"), "triangles: suspect, or a single spike"],
    [states.has("changed"), "squares: on another level"],
    [begins.length > 0, "dashed: where a level begins"],
    [disturbed.length > 0, "rings: disturbed"],
    [pointsBefore > 0, `drawn are the latest ${points.length} points; all are in report.json`],
  ]);
  const words = {
    id: `history-${index + 1}`,
    title,
    description: `Seconds of ${points.length} points in time. ${key}`,
  };
  return figure({
    title,
    ...(key !== "" && { key }),
    // The picture that a screen asked for is alone on its page.
    caveats: width === undefined ? caveatMarks([{ caveats }]) : caveatNotes(caveats),
    chart: width === undefined ? chartForScreens(optionsFor, words) : chart(optionsFor(width), words),
    table: table(
      "Points of the series",
      ["when (UTC)", "result", "instance", "s", "expected (98 %)", "state"],
      points.map(({ point, prediction, state }) => [
        point.at.toISOString().slice(0, 16),
        linked(shownText(point.id), pageOf(point.id)),
        shownText(point.instance),
        { sort: point.logMedian, text: significant(Math.exp(point.logMedian)) },
        prediction
          ? prediction.interval.map((end) => significant(Math.exp(end))).join(" to ")
          : "too early to say",
        point.isDisturbed ? `${state}, disturbed` : state,
      ]),
    ),
  });
}

/** What of it is there, in a sentence. */
function keyOf(all: readonly (readonly [isThere: boolean, words: string])[]): string {
  const text = all.flatMap(([isThere, words]) => (isThere ? [words] : [])).join("; ");
  return text === "" ? "" : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

const symbols: Readonly<Partial<Record<TrackedPoint["state"], "triangle" | "square">>> = {
  suspect: "triangle",
  spike: "triangle",
  changed: "square",
};

function titleOf({ series, points, pointsBefore = 0, changes }: DrawnSeries): string {
  const change: Change | undefined = changes.findLast(isOpen) ?? changes.at(-1);
  if (change) return changeText(series, change);
  const last = points.at(-1) as DrawnPoint;
  const seconds = secondsText(Math.exp(last.point.logMedian));
  return last.state === "new"
    ? `${series.name}: ${points.length} points, too few to say whether it changes, ${seconds} at last`
    : `${series.name}: no change in ${pointsBefore + points.length} points, ${seconds} at last`;
}
