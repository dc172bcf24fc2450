import { barX, dot, link, ruleX, type PlotOptions } from "@observablehq/plot";
import { html } from "hono/html";
import { unknownBecause, type Observed } from "../../../contract/observed.ts";
import { isRanked } from "../../overview/answer.ts";
import type { Configuration, Figure } from "../../overview/configuration.ts";
import type { ElsewhereRun } from "../../overview/elsewhere.ts";
import { seconds, significant } from "../../overview/figure-text.ts";
import type { SubjectOverview } from "../../overview/overview.ts";
import { chartForScreens } from "../chart.ts";
import { chartRows } from "../chart-rows.ts";
import { otherColour, seriesColours } from "../colours.ts";
import { observedCell } from "../observed-cell.ts";
import { figure, table, type Cell, type Html } from "../figure.ts";
import { shownText } from "../shown-text.ts";
import { caveatMarks, elsewhereName, marked } from "./caveats.ts";

/** Configurations by their time, with interval bars, and the table that has all that is known of each. */
export function ranking({ configurations, elsewhere }: SubjectOverview, id: string): Html {
  const measured = configurations.flatMap((of) =>
    of.secondsPerSimulatedDay.value
      ? [
          {
            isRanked: isRanked(of),
            name: marked(of.label, of),
            figure: of.secondsPerSimulatedDay.value,
          },
        ]
      : [],
  );
  const others = elsewhere.flatMap((run) =>
    run.secondsPerSimulatedDay.value === null
      ? []
      : [
          {
            isRanked: false,
            name: elsewhereName(run),
            figure: {
              value: run.secondsPerSimulatedDay.value,
              interval: unknownBecause("one run from elsewhere"),
              n: 1,
            } satisfies Figure,
          },
        ],
  );
  const drawn = [...measured, ...others];
  if (drawn.length === 0) return html`<p>No times: no run completed.</p>`;
  const fastest = configurations.find(isRanked);
  const title = fastest
    ? `${fastest.label} took the least time: ${seconds(fastest.secondsPerSimulatedDay.value.value)} per simulated day`
    : configurations.length > 0
      ? "Measured times, none of which may be ranked"
      : "Times from elsewhere, in no order";
  const bars = drawn.flatMap(({ name, figure: { interval } }) =>
    interval.value ? [{ name, low: interval.value[0], high: interval.value[1] }] : [],
  );
  const optionsFor = (width: number): PlotOptions => {
    const rows = chartRows(drawn, width, 26);
    return {
      ...rows.options,
      x: { label: "seconds per simulated day", grid: true, zero: true },
      marks: [
        barX(drawn, {
          y: "name",
          x: ({ figure: { value } }) => value,
          fill: (of: (typeof drawn)[number]) => (of.isRanked ? seriesColours[0] : otherColour),
          fillOpacity: 0.35,
          insetTop: rows.filling.insetTop + 5,
          insetBottom: 5,
        }),
        link(bars, { x1: "low", x2: "high", y1: "name", y2: "name", strokeWidth: 3, ...rows.middle }),
        dot(drawn, {
          y: "name",
          x: ({ figure: { value } }) => value,
          r: 4,
          fill: "currentColor",
          ...rows.middle,
        }),
        ruleX([0]),
        ...rows.names,
      ],
    };
  };
  const key = "Thick lines: 95 % intervals over instances, where there are three. Grey: not ranked.";
  return figure({
    title,
    key,
    caveats: caveatMarks([...configurations, ...elsewhere]),
    chart: chartForScreens(optionsFor, {
      id,
      title,
      description:
        `Bars: seconds per simulated day of ${measured.length} configurations, shorter is better` +
        `${others.length > 0 ? `, and of ${others.length} runs from elsewhere below them` : ""}. ${key}`,
    }),
    table: rankingTable(configurations, elsewhere),
  });
}

function rankingTable(configurations: readonly Configuration[], elsewhere: readonly ElsewhereRun[]): Html {
  const head = [
    "configuration",
    "instances",
    "runs",
    "s per simulated day",
    "95 %",
    "simulated days per day",
    "SYPD",
    "ASYPD",
    "CHSY",
    "US$ per hour",
    "US$ per simulated day",
    "US$ per simulated year",
    "not ranked because",
  ];
  return table("Configurations, those that may be ranked first", head, [
    ...configurations.map(row),
    ...elsewhere.map(elsewhereRow),
  ]);
}

function row(of: Configuration): Cell[] {
  const { secondsPerSimulatedDay: time, metrics } = of;
  return [
    marked(of.label, of),
    figureCell(time, ({ n }) => n, String),
    { sort: of.runCount, text: String(of.runCount) },
    figureCell(time, ({ value }) => value, significant),
    time.value?.interval.value ? time.value.interval.value.map(significant).join(" to ") : "none",
    observedCell(metrics, (known) => ({ value: known.simulatedDaysPerDay })),
    observedCell(metrics, (known) => ({ value: known.sypd })),
    observedCell(metrics, (known) => known.asypd),
    observedCell(metrics, (known) => known.chsy),
    observedCell(of.usdPerHour, (value) => ({ value })),
    figureCell(of.usdPerSimulatedDay, ({ value }) => value, significant),
    observedCell(metrics, (known) => known.usdPerSimulatedYear),
    of.reservations.map((text) => shownText(text)).join("; ") || "–",
  ];
}

function elsewhereRow(run: ElsewhereRun): Cell[] {
  const [day, year] = [86_400, 365];
  const perDay = (show: (value: number) => number) =>
    observedCell(run.secondsPerSimulatedDay, (value) => ({ value: show(value) }));
  const usd = (days: number) => observedCell(run.usdPerSimulatedDay, (value) => ({ value: value * days }));
  const none = "–";
  return [
    elsewhereName(run),
    none,
    { sort: 1, text: "1" },
    perDay((value) => value),
    "none",
    perDay((value) => day / value),
    perDay((value) => day / value / year),
    none,
    none,
    none,
    usd(1),
    usd(year),
    `it ran elsewhere (${run.caveats.join(", ")})`,
  ];
}

const figureCell = (
  of: Observed<Figure>,
  read: (figure: Figure) => number,
  show: (value: number) => string,
): Cell => observedCell(of, (known) => ({ value: read(known) }), show);
