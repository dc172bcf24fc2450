import { html } from "hono/html";
import type { BudgetOption } from "../../estimate/budget.ts";
import type { Estimate } from "../../estimate/estimate.ts";
import { linked, table, type Html } from "../../page/figure.ts";
import { shownText } from "../../page/shown-text.ts";
import { basisWords, costSentence, planText, sentence, withInterval } from "../../terminal/estimate-words.ts";
import { dollars, durations } from "../../terminal/quantities.ts";

/** An estimate in the sentences of `gcbench estimate`; `pageOf`: the page of a run that it rests on. */
export function estimateView(of: Estimate, pageOf: (runId: string) => string | null): Html {
  const { phases, initialisationSeconds, request, caveats, basis, plan } = of;
  const initialisation = initialisationSeconds.value;
  return html`<p class="answer">${sentence(of)}</p>
    <p class="answer">${costSentence(of)}</p>
    ${plan ? html`<p>${planText(plan)}</p>` : ""}
    ${
      phases.length === 0
        ? ""
        : html`<h2>Phases</h2>
            ${table(
              `Phases, over ${request.days} simulated days`,
              ["phase", "time (95 %)", "share", "grows with", "what it is"],
              [
                ...(initialisation === null
                  ? []
                  : [["Initialization", durations([initialisation]).join(""), "–", "–", "not by days"]]),
                ...phases.map(({ name, seconds, share, exponent }) => [
                  name,
                  withInterval(seconds, durations),
                  { sort: share, text: `${(100 * share).toFixed(1)} %` },
                  `cells^${exponent}`,
                  seconds.tag,
                ]),
              ],
            )}`
    }
    ${
      caveats.length === 0
        ? ""
        : html`<h2>To know</h2>
            <ul>
              ${caveats.map((caveat) => html`<li>${caveat}</li>`)}
            </ul>`
    }
    <h2>Rests on</h2>
    ${
      basis.runs.length === 0
        ? html`<p>No run.</p>`
        : table(
            `${basis.runs.length} runs; n = ${basis.n} observations`,
            ["run", "origin", "observer", "source"],
            basis.runs.map((run) => [
              linked(shownText(run.id, 120), pageOf(run.id)),
              run.origin,
              shownText(run.observer, 80),
              run.origin === "published" && run.source.startsWith("https://")
                ? html`<a href="${run.source}" rel="noreferrer">${shownText(run.source, 120)}</a>`
                : shownText(run.source, 120),
            ]),
          )
    }
    ${
      basis.leftOut.length === 0
        ? ""
        : html`<details>
            <summary>Left out: ${basis.leftOut.length}</summary>
            <ul>
              ${basis.leftOut.map(({ id, reason }) => html`<li>${shownText(id, 120)}: ${shownText(reason)}</li>`)}
            </ul>
          </details>`
    }`;
}

/** The same run on the types among which users choose; a list, never a ranking. */
export function typesView(options: readonly BudgetOption[]): Html {
  return table(
    "The same run on other types, in the order of the catalogue. This is no ranking",
    ["instance type", "threads", "time (95 %)", "cost (95 %)", "for the budget", "what it is"],
    options.map((option) => {
      if (option.answer === "refused") return [option.instanceType, "–", "–", "–", "refused", option.reason];
      const { request, wallSeconds, usd, basis } = option.estimate;
      return [
        option.instanceType,
        { sort: request.threads, text: String(request.threads) },
        wallSeconds.value
          ? { sort: wallSeconds.value.value, text: withInterval(wallSeconds.value, durations) }
          : "unknown",
        usd.value ? { sort: usd.value.value, text: withInterval(usd.value, dollars) } : "unknown",
        option.answer,
        basisWords(basis),
      ];
    }),
  );
}
