import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { html, raw } from "hono/html";
import type { Overview, SubjectOverview } from "../overview/overview.ts";
import type { Html } from "./figure.ts";
import { references, subjectAnswer, verdicts } from "./sections/answers.ts";
import { caveatNotes } from "./sections/caveats.ts";
import { costTime } from "./sections/cost-time.ts";
import { elsewhere } from "./sections/elsewhere.ts";
import { environment } from "./sections/environment.ts";
import { history } from "./sections/history.ts";
import { leftOut } from "./sections/left-out.ts";
import { phases } from "./sections/phases.ts";
import { ranking } from "./sections/ranking.ts";
import { samples } from "./sections/samples.ts";
import { scaling } from "./sections/scaling.ts";
import { timeline } from "./sections/timeline.ts";
import { usage } from "./sections/usage.ts";
import { shownText } from "./shown-text.ts";

export interface PageOptions {
  readonly madeAt: Date;
  readonly version: string;
  /** Files beside the page with the same data, by what they are; relative addresses. */
  readonly downloads: readonly { readonly name: string; readonly what: string }[];
}

const style = readFileSync(new URL("style.css", import.meta.url), "utf8");
const script = readFileSync(new URL("page.js", import.meta.url), "utf8");

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/**
 * Nothing may be fetched from anywhere, and no script but the one below may run, whatever a result's texts contain.
 * Styles of elements (the colours of legends) are allowed; they cannot fetch either.
 */
const policy = [
  "default-src 'none'",
  `script-src ${hashOf(script)}`,
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** The report as one HTML document: complete without scripts, and without a request to anywhere. */
export async function page(overview: Overview, options: PageOptions): Promise<string> {
  const { places, results, timedRuns, subjects, caveats } = overview;
  const made = options.madeAt.toISOString().replace(/\.\d+Z$/, "Z");
  return String(
    await html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta http-equiv="Content-Security-Policy" content="${policy}" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>Benchmarks of GEOS-Chem</title>
          ${raw(`<style>${style}</style>`)}
        </head>
        <body>
          <header>
            <h1>Benchmarks of GEOS-Chem</h1>
            <p class="made">
              ${counted(timedRuns, "timed run")} of ${counted(results, "result")} in
              ${places.map((place) => shownText(place)).join(", ")}; made ${made} by geos-chem-bench
              ${options.version}
            </p>
            ${caveatNotes(caveats)}
          </header>
          <main>
            <h2 id="verdicts">Verdicts</h2>
            ${verdicts(overview)} ${references(overview)}
            ${subjects.length === 0 ? html`<p>No result was found, so there is no answer.</p>` : ""}
            ${subjects.map(subjectSections)}
            <h2 id="history">Over time</h2>
            ${history(overview)}
            <h2 id="jobs">Jobs</h2>
            ${timeline(overview)}
            <h2 id="left-out">Left out</h2>
            ${leftOut(overview)}
            <h2 id="data">Data</h2>
            <ul>
              ${options.downloads.map(
                ({ name, what }) =>
                  html`<li><a href="${encodeURIComponent(name)}" download>${name}</a>: ${what}</li>`,
              )}
            </ul>
          </main>
          ${raw(`<script>${script}</script>`)}
        </body>
      </html>`,
  );
}

function subjectSections(subject: SubjectOverview, index: number): Html {
  const id = `subject-${index + 1}`;
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${shownText(subject.title)}</h2>
    ${subjectAnswer(subject)}
    <h3>Cost against time</h3>
    ${costTime(subject, `${id}-cost`)}
    <h3>Configurations</h3>
    ${ranking(subject, `${id}-ranking`)}
    <h3>Phases</h3>
    ${phases(subject, `${id}-phases`)}
    <h3>From elsewhere</h3>
    ${elsewhere(subject)} ${subject.configurations.length === 0 ? "" : measuredSections(subject, id)}
  </section>`;
}

/** What only runs of our own have. */
const measuredSections = (subject: SubjectOverview, id: string): Html =>
  html`<h3>Scaling with threads</h3>
    ${scaling(subject, `${id}-scaling`)}
    <h3>Use of the machine</h3>
    ${usage(subject)}
    <h3>Runs</h3>
    ${samples(subject, `${id}-samples`)}
    <h3>Fairness and environment</h3>
    ${environment(subject)}`;

const counted = (number: number, unit: string): string => `${number} ${unit}${number === 1 ? "" : "s"}`;
