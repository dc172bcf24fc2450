import { html } from "hono/html";
import type { Html } from "../../page/figure.ts";
import { seriesFigure, type DrawnSeries } from "../../page/sections/history.ts";
import { shownText } from "../../page/shown-text.ts";
import { acknowledgementOf, changeText } from "../../terminal/change-text.ts";
import { isOpen } from "../../track/tracking-exit-code.ts";

/** One series: its picture, and what changed. `last` points are drawn, 0 for all; `width`: of the picture, in pixels. */
export function seriesView(
  of: DrawnSeries,
  last: number,
  pageOf: (pointId: string) => string | null,
  width: number,
): Html {
  const { series, points, changes, acknowledged } = of;
  const drawn = last === 0 ? points : points.slice(-last);
  const since = drawn[0]?.point.at ?? new Date(0);
  const shown = { ...of, points: drawn, changes: changes.filter(({ from }) => from.at >= since) };
  return html`<h2>${shownText(series.name)}</h2>
    ${
      series.split.length === 0
        ? ""
        : html`<p class="note">
            It begins where
            ${series.split.map(({ what, from, to }) => `${what} changed from ${shownText(from ?? "unknown", 80)} to ${shownText(to ?? "unknown", 80)}`).join("; ")}.
          </p>`
    }
    ${seriesFigure(shown, 0, pageOf, width)}
    <h3>Changes</h3>
    ${changes.length === 0 ? html`<p>None in ${points.length} points.</p>` : ""}
    <ul class="changes">
      ${changes.map(
        (change) =>
          html`<li class="${isOpen(change) ? change.direction : "over"}">
            ${shownText(changeText(series, change), 600)}
            ${
              isOpen(change)
                ? html`<br /><span class="note">If that is right, add to acknowledgements.json: </span
                    ><code>${acknowledgementOf(series, change.from)}</code>`
                : ""
            }
          </li>`,
      )}
    </ul>
    ${
      acknowledged.length === 0
        ? ""
        : html`<h3>Acknowledged</h3>
            <ul>
              ${acknowledged.map(({ from, reason }) => html`<li>From ${shownText(from)}: ${shownText(reason)}</li>`)}
            </ul>`
    }`;
}
