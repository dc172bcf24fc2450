import type { ElsewhereRun } from "../../overview/elsewhere.ts";
import { seconds, significant, usd } from "../../overview/figure-text.ts";
import type { Html } from "../../page/figure.ts";
import { shownText } from "../../page/shown-text.ts";
import { caveatText } from "../../terminal/caveat-text.ts";
import { tight } from "../tight.ts";
import { evidence } from "./evidence.ts";
import { logText } from "./log-text.ts";

/** A run from elsewhere with everything that is known of it. */
export interface ElsewherePageInput {
  readonly run: ElsewhereRun;
  /** What says so, as it is kept, and what that is called. */
  readonly document: unknown;
  readonly documentName: string;
  /** Where it is kept. */
  readonly uri: string;
  /** Its log; `null` where there is none. */
  readonly log: Uint8Array | null;
}

export const elsewhereTitle = ({ label, caveats }: ElsewhereRun): string =>
  `${shownText(label, 100)}, ${caveats.join(", ")}`;

/** One run that happened elsewhere: marked, with what is not known of it and why; nothing of it was observed here. */
export function elsewherePageBody({ run, document, documentName, uri, log }: ElsewherePageInput): Html {
  const { secondsPerSimulatedDay: perDay, usdPerSimulatedDay: cost } = run;
  const known: [string, string | null][] = [
    ["machine, as said", run.machine],
    ["ran with", run.parallel],
    ["simulation", run.simulation],
    ["grid", run.resolution],
    ["levels", run.levels === null ? null : String(run.levels)],
    ["simulated days", run.simulatedDays === null ? null : String(run.simulatedDays)],
    ["version", run.version],
    ["compiler", run.compiler],
    ["note", run.note],
  ];
  return tight`<h1>${shownText(run.label, 100)}</h1>
    ${run.caveats.map((caveat) => tight`<p class="caveat">${caveatText[caveat]}</p>`)}
    <p class="answer">${perDay.value === null ? `How long a simulated day took is not known: ${shownText(perDay.reason)}.` : `${seconds(perDay.value)} per simulated day, of one run.`} ${
      cost.value === null
        ? `What it cost is not known: ${shownText(cost.reason)}.`
        : `${usd(cost.value)} per simulated day, at the price that was claimed.`
    }</p>
    <p class="against">In no ranking, comparison or history: it ran elsewhere.</p>
    <dl class="facts">${known.map(
      ([name, value]) =>
        tight`<div><dt>${name}<dd>${value === null ? tight`<i>not said</i>` : shownText(value, 300)}</div>`,
    )}</dl>
    <p><a href="../estimate.html">Estimates</a> may rest on it.</p>
    ${phases(run)}
    <section class="evidence"><h2>Evidence</h2><p class="note">All of ${documentName}, under the names of its schema; it is from ${source(uri)}.</p>
    <details open><summary>${documentName}</summary>${evidence(document)}</details></section>
    ${log === null ? "" : tight`<h2>Log</h2>${logText(log)}`}`;
}

const source = (uri: string): Html | string =>
  uri.startsWith("https://")
    ? tight`<a href="${uri}" rel="noreferrer">${shownText(uri, 200)}</a>`
    : shownText(uri, 300);

function phases({ phases: of }: ElsewhereRun): Html {
  if (of.value === null) return tight`<h2>Phases</h2><p>Not known: ${shownText(of.reason)}.</p>`;
  const row = (name: string, value: number) =>
    tight`<tr><th scope="row">${shownText(name, 80)}<td class="number" data-sort="${value}">${significant(value)}`;
  const { parts, remainderSeconds, others } = of.value;
  return tight`<h2>Phases</h2><div class="scroll" tabindex="0" role="group" aria-label="Phases"><table><caption>Timers, as they were reported; the last ones hold or overlap others</caption><thead><tr><th scope="col">timer<th scope="col">s</thead><tbody>${parts.map(({ name, seconds: value }) => row(name, value))}${row("the run's time that no timer has", remainderSeconds)}${others.map(({ name, seconds: value }) => row(name, value))}</tbody></table></div>`;
}
