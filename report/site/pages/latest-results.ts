import { html } from "hono/html";
import type { Caveat } from "../../../contract/caveat.ts";
import { significant } from "../../overview/figure-text.ts";
import { table, type Html } from "../../page/figure.ts";
import { shownText } from "../../page/shown-text.ts";

/** A result in a list, with its page. */
export interface LatestResult {
  readonly page: string;
  readonly benchmark: string;
  readonly job: string;
  readonly machine: string;
  readonly threads: number;
  readonly at: Date;
  readonly runs: number;
  /** Median over its completed runs; `null` where none completed. */
  readonly wallSeconds: number | null;
  readonly outcome: string;
  readonly caveats: readonly Caveat[];
}

/** Results with links to their pages, as given. `root` leads to the site's root. */
export function latestResults(results: readonly LatestResult[], root: string): Html {
  if (results.length === 0) return html`<p>None.</p>`;
  return table(
    `The latest ${results.length} results`,
    ["result", "began (UTC)", "machine", "threads", "runs", "wall time, s (median)", "outcome", "mark"],
    results.map((of) => [
      html`<a href="${root}${of.page}">${shownText(of.benchmark, 80)} ${shownText(of.job, 12)}</a>`,
      of.at.toISOString().slice(0, 16).replace("T", " "),
      shownText(of.machine, 60),
      { sort: of.threads, text: String(of.threads) },
      { sort: of.runs, text: String(of.runs) },
      of.wallSeconds === null
        ? "none completed"
        : { sort: of.wallSeconds, text: significant(of.wallSeconds) },
      shownText(of.outcome, 60),
      of.caveats.join(", ") || "–",
    ]),
  );
}
