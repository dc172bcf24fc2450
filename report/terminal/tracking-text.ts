import Table from "cli-table3";
import type { Point, Series } from "../track/series.ts";
import type { TrackedPoint, TrackedSeries } from "../track/tracked-series.ts";
import { isOpen } from "../track/tracking-exit-code.ts";
import type { TrackingReport } from "../track/tracking-document.ts";
import { seriesCaveats } from "../track/series-caveats.ts";
import { caveatsIn, caveatText, withMarks } from "./caveat-text.ts";
import { acknowledgementOf, changeText, day, percent } from "./change-text.ts";

/** The state of every benchmark for a person, then what a person should look at. */
export function trackingText({ tracking, leftOut, conflicting }: TrackingReport): string {
  const { series, unusedAcknowledgements } = tracking;
  if (series.length === 0) return ["No result can be tracked.", ...leftOutLines(leftOut)].join("\n");
  const lastOf = new Map(series.map((of) => [of.series.name, of]));
  const table = new Table({
    head: ["series", "since", "points", "latest (s)", "state"],
    style: { head: [], border: [] },
  });
  for (const of of lastOf.values()) table.push(row(of));
  return [
    table.toString(),
    ...caveatsIn(series.map((of) => ({ caveats: seriesCaveats(of.series) }))).map((of) => caveatText[of]),
    ...series.flatMap((of) => changeLines(of, of !== lastOf.get(of.series.name))),
    ...[...lastOf.values()].flatMap(suspectLines),
    ...unusedAcknowledgements.map(
      ({ series: name, from }) => `acknowledged, and not there: ${from} of "${name}"`,
    ),
    ...leftOutLines(leftOut),
    ...conflicting.map((place) => `left out: ${place}: other copies of this attempt differ`),
  ].join("\n");
}

const seconds = ({ logMedian }: Point): string => Math.exp(logMedian).toPrecision(4);

function row({ series, points, changes }: TrackedSeries): string[] {
  const [first, last] = [points[0], points.at(-1)] as [TrackedPoint, TrackedPoint];
  const open = changes.findLast(isOpen);
  const state = open ? `${open.direction} ${percent(open.ratio)}` : stateText(last, points.length);
  const begun = [day(first.point), ...series.split.map(({ what }) => `${what} changed`)].join("\n");
  return [
    withMarks(series.name, seriesCaveats(series)),
    begun,
    String(points.length),
    seconds(last.point),
    state,
  ];
}

const stateText = ({ state }: TrackedPoint, points: number): string =>
  state === "new" ? `new: ${points} points, nothing is judged yet` : state;

function changeLines({ series, changes }: TrackedSeries, isOver: boolean): string[] {
  return changes.flatMap((change) => {
    const line = changeText(series, change);
    if (!isOpen(change) || change.direction !== "regression") return [line];
    return [
      `${line}${isOver ? `; the series has ended: ${endedText(series)}` : ""}`,
      `  if that is right: ${acknowledgementOf(series, change.from)}`,
    ];
  });
}

const endedText = ({ points }: Series): string =>
  `its environment changed after ${day(points.at(-1) as Point)}`;

function suspectLines({ series, points }: TrackedSeries): string[] {
  const waiting = points.findLast(({ state }) => state === "suspect");
  if (!waiting?.prediction) return [];
  const { point, prediction, adjustedP } = waiting;
  const [low, high] = prediction.interval.map((end) => Math.exp(end).toPrecision(4));
  return [
    `${series.name}: suspect on ${day(point)} (${point.id}${point.isDisturbed ? ", disturbed" : ""}): ${seconds(point)} s, expected ${low} to ${high} s (98 %), adjusted p = ${adjustedP?.toPrecision(2)}; two more instances will confirm or clear it`,
  ];
}

/** How many for which reason: a night of emulated runs is one line. */
function leftOutLines(leftOut: TrackingReport["leftOut"]): string[] {
  const byReason = Map.groupBy(leftOut, ({ reason }) => reason);
  return Array.from(byReason, ([reason, of]) => {
    const [first] = of as [(typeof of)[number]];
    return of.length === 1
      ? `left out: ${first.result}: ${reason}`
      : `left out: ${of.length} results (${first.result} …): ${reason}`;
  });
}
