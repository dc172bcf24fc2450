import type { Point, Series } from "../track/series.ts";
import type { Change } from "../track/tracked-series.ts";

export const day = ({ at }: Point): string => at.toISOString().slice(0, 10);

export const percent = (ratio: number): string =>
  `${ratio < 1 ? "−" : "+"}${Math.abs(100 * (ratio - 1)).toFixed(1)} %`;

/** A change in one line: of what, how much, since when, and what became of it. */
export function changeText({ name }: Series, change: Change): string {
  const { direction, kind, ratio, from, confirmedAt, p } = change;
  const since = `since ${day(from)} (${from.id}${from.revision === null ? "" : `, revision ${from.revision}`})`;
  const confirmed = `confirmed ${day(confirmedAt)}, p = ${p.toExponential(1)}`;
  return `${name}: ${direction} ${percent(ratio)} (${kind}) ${since}, ${confirmed}${endText(change)}`;
}

function endText({ resolvedAt, acknowledgement }: Change): string {
  if (acknowledgement) return `; acknowledged: ${acknowledgement.reason}`;
  return resolvedAt ? `; resolved ${day(resolvedAt)}` : "";
}

/** A line for the list of acknowledgements, its reason still to be written. */
export const acknowledgementOf = ({ name }: Series, from: Point): string =>
  JSON.stringify({ series: name, from: from.id, reason: "…", on: "YYYY-MM-DD" });
