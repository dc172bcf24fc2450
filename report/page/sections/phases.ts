import { barX, ruleX } from "@observablehq/plot";
import { html } from "hono/html";
import type { ElsewhereRun } from "../../overview/elsewhere.ts";
import { significant } from "../../overview/figure-text.ts";
import type { SubjectOverview } from "../../overview/overview.ts";
import { chartForScreens } from "../chart.ts";
import { chartRows } from "../chart-rows.ts";
import { otherColour, seriesColours } from "../colours.ts";
import { figure, table, type Html } from "../figure.ts";
import { shownText } from "../shown-text.ts";
import { caveatMarks, elsewhereName, marked } from "./caveats.ts";

const remainderName = "Remainder";
const othersName = "Other phases";

/** Where the time of a run goes, by the workload's timers. */
export function phases({ subject, configurations, elsewhere }: SubjectOverview, id: string): Html {
  const known = [
    ...configurations.flatMap((of) =>
      of.phases.value ? [{ of, name: marked(of.label, of), bars: of.phases.value }] : [],
    ),
    // Of another length, its seconds would be taken for slowness.
    ...elsewhere.flatMap((of) =>
      of.phases.value && isOfLength(of, subject)
        ? [{ of, name: elsewhereName(of), bars: of.phases.value }]
        : [],
    ),
  ];
  if (known.length === 0) return html`<p>No phases: no timed run completed.</p>`;
  const all = known.flatMap(({ name, bars: { parts, remainderSeconds } }) => [
    ...parts.map((part) => ({ name, phase: shownText(part.name, 60), seconds: part.seconds })),
    { name, phase: remainderName, seconds: remainderSeconds },
  ]);
  const drawn = [...new Set(all.filter(({ phase }) => phase !== remainderName).map(({ phase }) => phase))];
  const total = (phase: string) => all.reduce((sum, of) => sum + (of.phase === phase ? of.seconds : 0), 0);
  const largest = drawn.toSorted((a, b) => total(b) - total(a)).slice(0, seriesColours.length);
  const named = drawn.filter((phase) => largest.includes(phase));
  const stacked = all
    .filter(({ seconds }) => seconds > 0)
    .map((of) =>
      of.phase === remainderName || named.includes(of.phase) ? of : { ...of, phase: othersName },
    );
  const domain = [...named, ...(drawn.length > named.length ? [othersName] : []), remainderName];
  const [longest] = largest;
  const title = longest
    ? `${longest} takes ${percent(total(longest), all)} of the time of these runs`
    : "The workload has no timers that can be stacked";
  return figure({
    title,
    caveats: caveatMarks(known.map(({ of }) => of)),
    chart: html`<ul class="legend" aria-hidden="true">
        ${domain.map((phase) => html`<li><span class="swatch" style="background:${colourOf(phase, named)}"></span>${phase}</li>`)}
      </ul>
      ${chartForScreens(
        (width) => {
          const rows = chartRows(known, width, 30);
          return {
            ...rows.options,
            x: { label: "seconds, of the run with the median wall time", grid: true },
            marks: [
              barX(stacked, {
                y: "name",
                x: "seconds",
                fill: ({ phase }: { phase: string }) => colourOf(phase, named),
                order: stacked.map(({ phase }) => domain.indexOf(phase)),
                stroke: "var(--page)",
                title: ({ phase, seconds }: { phase: string; seconds: number }) =>
                  `${phase} ${significant(seconds)} s`,
                ...rows.filling,
              }),
              ruleX([0]),
              ...rows.names,
            ],
          };
        },
        {
          id,
          title,
          description: `Stacked seconds of the phases ${domain.join(", ")} for ${known.length} configurations.`,
        },
      )}`,
    table: table(
      "Seconds by timer; timers that hold others are no part of the stack",
      ["configuration", "timer", "s", "in the stack"],
      known.flatMap(({ name, bars: { parts, remainderSeconds, others } }) => [
        ...parts.map((of) => [name, shownText(of.name), secondsCell(of.seconds), "yes"]),
        [
          name,
          "the process's time that no timer has",
          secondsCell(remainderSeconds),
          remainderSeconds > 0 ? "yes" : "no: negative",
        ],
        ...others.map((of) => [name, shownText(of.name), secondsCell(of.seconds), "no"]),
      ]),
    ),
  });
}

/** A subject of runs from elsewhere alone has runs of any length. */
const isOfLength = ({ simulatedDays }: ElsewhereRun, subject: SubjectOverview["subject"]): boolean =>
  subject["simulated days"].length === 0 || subject["simulated days"].includes(String(simulatedDays));

const secondsCell = (value: number) => ({ sort: value, text: value.toFixed(2) });

const colourOf = (phase: string, named: readonly string[]): string =>
  seriesColours[named.indexOf(phase)] ?? (phase === othersName ? "var(--other-phases)" : otherColour);

function percent(part: number, all: readonly { readonly seconds: number }[]): string {
  const whole = all.reduce((sum, { seconds }) => sum + seconds, 0);
  return `${Math.round((100 * part) / whole)} %`;
}
