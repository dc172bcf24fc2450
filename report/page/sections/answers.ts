import { html } from "hono/html";
import { verdictText } from "../../compare/verdict-text.ts";
import { referenceText } from "../../terminal/reference-text.ts";
import { answer } from "../../overview/answer.ts";
import type { Overview, SubjectOverview } from "../../overview/overview.ts";
import type { Html } from "../figure.ts";
import { shellQuoted } from "../shell-quoted.ts";
import { shownText } from "../shown-text.ts";

/** The answer in sentences, first of all of a subject. */
export const subjectAnswer = (subject: SubjectOverview): Html =>
  html`<p class="answer">
    ${answer(subject)
      .map((text) => shownText(text))
      .join(" ")}
  </p>`;

/** Says how a verdict came about; the record of it is in the first place. */
const explainCommand = (id: string, places: readonly string[]): string =>
  ["gcbench explain", id, ...places.map((place) => `--results ${shellQuoted(place)}`)].join(" ");

/** The verdicts of a suite's primary contrasts, or that there are none: an order of measured values is no verdict. */
export function verdicts({ verdicts: all, kept, places }: Overview): Html {
  if (all.length === 0) {
    return html`<p>
      No suite was named, so nothing is judged: what follows are measured values in their order, which may
      differ by chance. <code>--suite</code> judges a suite's primary contrasts.
    </p>`;
  }
  return html`<ul class="verdicts">
      ${all.map(
        (verdict) =>
          html`<li class="verdict-${verdict.ruling.word}">
            <strong>${shownText(verdict.contrast)}</strong>: ${shownText(verdictText(verdict), 1000)}
            ${
              kept.value === null
                ? html`<span class="note">${verdict.id}</span>`
                : html`<code>${shownText(explainCommand(verdict.id, places), 2000)}</code>`
            }
          </li>`,
      )}
    </ul>
    ${
      kept.value === null
        ? html`<p class="note">
            How they came about cannot be explained later: what they rest on was not kept
            (${shownText(kept.reason)}).
          </p>`
        : html`<p class="note">The commands show how each came about, step by step.</p>`
    }`;
}

/** What the suite expected of its benchmarks, and what they measured. */
export const references = ({ references: all }: Overview): Html | "" =>
  all.length === 0
    ? ""
    : html`<ul>
        ${all.map((check) => html`<li>${shownText(referenceText(check), 1000)}</li>`)}
      </ul>`;
