import { html, raw } from "hono/html";
import { significant } from "../../overview/figure-text.ts";
import { table, type Html } from "../../page/figure.ts";
import { urgency } from "../../page/sections/history.ts";
import { marked } from "../../page/sections/caveats.ts";
import { percent } from "../../terminal/change-text.ts";
import type { TrackedSeries } from "../../track/tracked-series.ts";
import { seriesCaveats } from "../../track/series-caveats.ts";
import { isOpen } from "../../track/tracking-exit-code.ts";
import type { ListedSeries } from "../data/write-series.ts";
import { sitePages } from "../site-layout.ts";

/** Those that got slower first, then those that changed, then the longest. */
export const byUrgency = (all: readonly ListedSeries[]): ListedSeries[] =>
  all.toSorted(
    (a, b) => urgency(b.series) - urgency(a.series) || b.series.points.length - a.series.points.length,
  );

/** Every series with what became of it; the one that the address names is drawn below. */
export function historyPage(all: readonly ListedSeries[]): Html {
  const regressions = all.filter(({ series }) => urgency(series) === 2).length;
  return html`<h1>Benchmarks over time</h1>
    <p class="made">
      ${all.length} series, as <code>gcbench track</code> follows them: a point for each instance and night; a
      new series where image, compiler, kernel, suite or what is simulated changed.
    </p>
    <p class="answer">
      ${regressions === 0 ? "No confirmed regression is open." : `${regressions} of ${all.length} series got slower and nobody has acknowledged it.`}
    </p>
    ${
      all.length === 0
        ? html`<p>No benchmark that may be ranked was measured.</p>`
        : table(
            "All series, those that got slower first",
            ["series", "change", "latest, s", "the last points", "points", "first point"],
            all.map(({ id, series }) => row(id, series)),
          )
    }
    <p>
      <label
        >Points that are drawn
        <select id="last">
          <option value="60">the last 60</option>
          <option value="200" selected>the last 200</option>
          <option value="0">all</option>
        </select></label
      >
    </p>
    <div id="series" aria-live="polite">
      <noscript>Pictures of single series take scripts; the overview's do not.</noscript>
    </div>`;
}

function row(id: string, of: TrackedSeries) {
  const { series, points, changes } = of;
  const last = points.at(-1);
  const seconds = last ? Math.exp(last.point.logMedian) : 0;
  return [
    html`<a href="${sitePages.history}#series=${id}" data-series="${id}"
      >${marked(series.name, { caveats: seriesCaveats(series) }, 120)}</a
    >`,
    { sort: changes.findLast(isOpen)?.ratio ?? 1, text: changeIn(of) },
    { sort: seconds, text: significant(seconds) },
    sparkline(points.slice(-60).map(({ point }) => Math.exp(point.logMedian))),
    { sort: points.length, text: String(points.length) },
    points[0]?.point.at.toISOString().slice(0, 10) ?? "",
  ];
}

/** What there is to say of its last points. */
function changeIn({ points, changes }: TrackedSeries): string {
  const open = changes.findLast(isOpen);
  if (open) return `${open.direction} ${percent(open.ratio)}`;
  if (changes.length > 0) return "acknowledged or over";
  const state = points.at(-1)?.state;
  if (state === "suspect") return "suspect";
  return state === "new" ? "too few points to say" : "none";
}

/** The course of values without axes: what one sees is the shape; the figures are beside it. */
function sparkline(values: readonly number[]): Html {
  if (values.length < 2) return html`–`;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  // A course within 2 % is flat: noise must not fill the height.
  const span = Math.max(high - low, 0.02 * high);
  const at = (value: number, index: number): string =>
    `${((118 * index) / (values.length - 1) + 1).toFixed(1)},${(19 - (17 * (value - low)) / span).toFixed(1)}`;
  return raw(
    `<svg class="spark" width="120" height="20" viewBox="0 0 120 20" aria-hidden="true"><polyline points="${values.map(at).join(" ")}"/></svg>`,
  );
}
