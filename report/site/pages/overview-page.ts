import { html } from "hono/html";
import type { Overview, SubjectOverview } from "../../overview/overview.ts";
import { figureText, seconds, usd } from "../../overview/figure-text.ts";
import { isRanked } from "../../overview/answer.ts";
import type { Html } from "../../page/figure.ts";
import { references, subjectAnswer, verdicts } from "../../page/sections/answers.ts";
import { caveatNotes, marked } from "../../page/sections/caveats.ts";
import { costTime } from "../../page/sections/cost-time.ts";
import { environment } from "../../page/sections/environment.ts";
import { elsewhere } from "../../page/sections/elsewhere.ts";
import { leftOut } from "../../page/sections/left-out.ts";
import { phases } from "../../page/sections/phases.ts";
import { ranking } from "../../page/sections/ranking.ts";
import { samples } from "../../page/sections/samples.ts";
import { scaling } from "../../page/sections/scaling.ts";
import { timeline } from "../../page/sections/timeline.ts";
import { usage } from "../../page/sections/usage.ts";
import { shownText } from "../../page/shown-text.ts";
import { seriesCaveats } from "../../track/series-caveats.ts";
import { isOpen } from "../../track/tracking-exit-code.ts";
import { changeText } from "../../terminal/change-text.ts";
import type { PageOfElsewhere } from "../elsewhere-pages.ts";
import { sitePages } from "../site-layout.ts";
import { latestResults, type LatestResult } from "./latest-results.ts";

/** The first page: what is known of each subject, what got slower, what ran last. */
export function overviewPage(
  overview: Overview,
  latest: readonly LatestResult[],
  pageOf: PageOfElsewhere,
): Html {
  const { subjects, caveats } = overview;
  return html`<h1>How long GEOS-Chem takes, and what it costs</h1>
    <p class="made">
      ${overview.timedRuns} timed runs of ${overview.results} results in
      ${overview.places.map((place) => shownText(place)).join(", ")}
    </p>
    ${caveatNotes(caveats)}
    ${subjects.length === 0 ? html`<p>No result was found, so there is no answer.</p>` : cards(overview)}
    ${
      overview.verdicts.length === 0
        ? ""
        : html`<h2 id="verdicts">Verdicts</h2>
            ${verdicts(overview)}`
    }
    ${
      overview.references.length === 0
        ? ""
        : html`<h2 id="references">What was expected</h2>
            ${references(overview)}`
    }
    <h2 id="regressions">What got slower</h2>
    ${regressions(overview)} ${subjects.map((of, index) => subjectSections(of, index, pageOf))}
    <h2 id="latest">Latest results</h2>
    ${latestResults(latest, "")}
    <h2 id="jobs">Where the time of the latest jobs went</h2>
    ${timeline(overview)}
    <h2 id="left-out">Left out</h2>
    ${leftOut(overview)}`;
}

/** One card for each subject: the fastest and the cheapest, or why neither is known. */
const cards = ({ subjects }: Overview): Html =>
  html`<ul class="cards">
    ${subjects.map((subject, index) => {
      const fastest = subject.configurations.find(isRanked);
      const time = fastest?.secondsPerSimulatedDay.value;
      const cost = fastest?.usdPerSimulatedDay.value;
      return html`<li>
        <a href="#subject-${index + 1}">${shownText(subject.title)}</a>
        <strong>${time ? seconds(time.value) : "no answer"}</strong>
        <span
          >${
            fastest && time
              ? `per simulated day on ${shownText(fastest.label)}: ${figureText(time, seconds)}`
              : "no configuration may be ranked"
          }</span
        >
        <span>${cost ? `${figureText(cost, usd)} per simulated day` : ""}</span>
      </li>`;
    })}
  </ul>`;

function regressions({ history }: Overview): Html {
  const open = history.flatMap(({ series, changes }) =>
    changes
      .filter((change) => change.direction === "regression" && isOpen(change))
      .map((change) => ({ series, change })),
  );
  if (open.length === 0)
    return html`<p>
      No confirmed regression is open in ${history.length} series.
      <a href="${sitePages.history}">All histories</a>
    </p>`;
  return html`<ul class="changes">
    ${open.map(
      ({ series, change }) =>
        html`<li class="regression">
          <a href="${sitePages.history}#series=${encodeURIComponent(series.name)}"
            >${marked(changeText(series, change), { caveats: seriesCaveats(series) })}</a
          >
        </li>`,
    )}
  </ul>`;
}

function subjectSections(subject: SubjectOverview, index: number, pageOf: PageOfElsewhere): Html {
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
    ${elsewhere(subject, pageOf)} ${subject.configurations.length === 0 ? "" : measuredSections(subject, id)}
  </section>`;
}

/** What only runs of our own have. */
const measuredSections = (subject: SubjectOverview, id: string): Html =>
  html`<h3>Scaling with threads</h3>
    ${scaling(subject, `${id}-scaling`)}
    <h3>Runs</h3>
    ${samples(subject, `${id}-samples`)}
    <details>
      <summary>Use of the machine</summary>
      ${usage(subject)}
    </details>
    <details>
      <summary>Fairness and environment</summary>
      ${environment(subject)}
    </details>`;
