import { html } from "hono/html";
import type { Overview } from "../../overview/overview.ts";
import { table, type Html } from "../figure.ts";
import { shownText } from "../shown-text.ts";

const mostShown = 100;

/** What looked like a result and is not in the figures, and why. */
export function leftOut({ leftOut: all }: Overview): Html {
  if (all.length === 0) return html`<p>Nothing was left out.</p>`;
  const shown = all.slice(0, mostShown);
  return table(
    shown.length === all.length
      ? `${all.length} left out`
      : `The first ${shown.length} of ${all.length} left out; all are in the JSON file`,
    ["place", "why"],
    shown.map(({ place, reason }) => [shownText(place), shownText(reason)]),
  );
}
