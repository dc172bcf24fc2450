import { barX } from "@observablehq/plot";
import { html } from "hono/html";
import { significant } from "../../overview/figure-text.ts";
import { stretchNames, type JobTimeline, type StretchName } from "../../overview/job-timeline.ts";
import type { Overview } from "../../overview/overview.ts";
import { chartForScreens } from "../chart.ts";
import { chartRows } from "../chart-rows.ts";
import { seriesColours } from "../colours.ts";
import { figure, table, type Html } from "../figure.ts";
import { caveatMarks, marked } from "./caveats.ts";

/** Where the time of the latest jobs went, from submission to the end. */
export function timeline({ timelines: { jobs, latest: shown } }: Overview): Html {
  if (shown.length === 0) return html`<p>No jobs.</p>`;
  const named = shown.map((job) => ({ job, name: nameOf(job) }));
  const stretches = named.flatMap(({ job, name }) =>
    job.stretches.map((stretch) => ({ ...stretch, job: name })),
  );
  const title = titleOf(shown, jobs);
  const colour = (of: { readonly name: StretchName }) => seriesColours[stretchNames.indexOf(of.name)];
  return figure({
    title,
    caveats: caveatMarks(shown),
    chart: html`<ul class="legend" aria-hidden="true">
        ${stretchNames.map((name) => html`<li><span class="swatch" style="background:${colour({ name })}"></span>${name}</li>`)}
      </ul>
      ${chartForScreens(
        (width) => {
          const rows = chartRows(named, width, 22);
          return {
            ...rows.options,
            x: { label: "seconds since the first moment known", grid: true },
            marks: [
              barX(stretches, {
                x1: "begin",
                x2: "end",
                y: "job",
                fill: colour,
                title: ({ name, begin, end }: (typeof stretches)[number]) =>
                  `${name} ${significant(end - begin)} s`,
                ...rows.filling,
              }),
              ...rows.names,
            ],
          };
        },
        {
          id: "timeline",
          title,
          description: `Stretches of ${named.length} jobs: ${stretchNames.join(", ")}.`,
        },
      )}`,
    table: table(
      "Stretches of the jobs, s",
      ["job", "begins (UTC)", ...stretchNames, "not observed"],
      named.map(({ job, name }) => [
        name,
        job.from.toISOString(),
        ...stretchNames.map((stretch) => {
          const found = job.stretches.find((of) => of.name === stretch);
          return found ? { sort: found.end - found.begin, text: significant(found.end - found.begin) } : "–";
        }),
        job.notObserved.join("; ") || "–",
      ]),
    ),
  });
}

const nameOf = (job: JobTimeline): string =>
  marked(`${job.benchmarkId} ${job.result.split("/").slice(-2).join("/").slice(0, 10)}`, job, 60);

function titleOf(shown: readonly JobTimeline[], all: number): string {
  const of = shown.length === all ? `all ${all} jobs` : `the latest ${shown.length} of ${all} jobs`;
  const spans = shown.flatMap(({ stretches }) => stretches);
  const total = spans.reduce((sum, { begin, end }) => sum + end - begin, 0);
  const run = spans.reduce((sum, { name, begin, end }) => sum + (name === "run" ? end - begin : 0), 0);
  return `The runner had ${Math.round((100 * run) / total)} % of the time of ${of}`;
}
