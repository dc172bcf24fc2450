import { html } from "hono/html";
import { verdictText } from "../../compare/verdict-text.ts";
import { answer } from "../../overview/answer.ts";
import type { Overview, SubjectOverview } from "../../overview/overview.ts";
import type { Html } from "../figure.ts";
import { shownText } from "../shown-text.ts";

/** The answer in sentences, first of all of a subject. */
export const subjectAnswer = (subject: SubjectOverview): Html =>
  html`<p class="answer">
    ${answer(subject)
      .map((text) => shownText(text))
      .join(" ")}
  </p>`;

/** The verdicts of a suite's primary contrasts, or that there are none: an order of measured values is no verdict. */
export function verdicts({ verdicts: all }: Overview): Html {
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
        </li>`,
    )}
  </ul>`;
}
