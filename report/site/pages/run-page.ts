import { caveatsOf } from "../../../contract/caveat.ts";
import { reservationsOfRun } from "../../index/run-reservations.ts";
import { seconds, significant } from "../../overview/figure-text.ts";
import { completedRuns, medianRun } from "../../overview/median-run.ts";
import { phaseBars } from "../../overview/phase-bars.ts";
import type { OverviewRun } from "../../overview/overview-run.ts";
import { subjectOf, subjectText } from "../../compare/subject.ts";
import type { Html } from "../../page/figure.ts";
import { shownText } from "../../page/shown-text.ts";
import { median } from "../../statistics/median.ts";
import { caveatText } from "../../terminal/caveat-text.ts";
import { machinePage } from "../site-layout.ts";
import { tight } from "../tight.ts";
import { evidence } from "./evidence.ts";
import { logText } from "./log-text.ts";

/** One attempt with everything that it left. */
export interface RunPageInput {
  /** Its rows of the index, one for each timed run. */
  readonly rows: readonly [OverviewRun, ...OverviewRun[]];
  /** Where its files are. */
  readonly uri: string;
  /** results.json, as it is stored. */
  readonly result: Readonly<Record<string, unknown>>;
  /** job.json; `null` where nobody wrote one. */
  readonly job: unknown;
  /** log.txt; `null` where there is none. */
  readonly log: Uint8Array | null;
  /** Why it was taken back; `null`: it was not. */
  readonly retracted: string | null;
}

export const runTitle = ({ benchmark_id: id, job_id: job, attempt }: OverviewRun): string =>
  `${shownText(id, 100)}, job ${shownText(job, 60)}, attempt ${attempt}`;

export function runPageBody({ rows, uri, result, job, log, retracted }: RunPageInput): Html {
  const [first] = rows;
  const walls = completedRuns(rows).map(({ wall_s: wall }) => wall ?? 0);
  const against = [
    ...(retracted === null ? [] : [retracted]),
    ...reservationsOfRun(first).map(({ kind, reason }) => `${kind}: ${reason}`),
  ];
  return tight`<h1>${shownText(first.benchmark_id, 100)}</h1>
    <p class="made">${shownText(subjectText(subjectOf([first])))}; job ${shownText(first.job_id)}, attempt ${first.attempt}; ${time(first.started_at)}</p>
    ${[...new Set(rows.flatMap(caveatsOf))].map((caveat) => tight`<p class="caveat">${caveatText[caveat]}</p>`)}
    <p class="answer">${answer(first, walls)}</p>
    ${
      against.length > 0
        ? tight`<p class="against">In no ranking: ${against.map((text) => shownText(text)).join("; ")}.</p>`
        : tight`<p class="for">Counts in rankings, comparisons and histories.</p>`
    }
    ${facts(first)}
    <h2>Timed runs</h2>${runsTable(rows)}
    ${phasesTable(medianRun(rows))}
    <section class="evidence"><h2>Evidence</h2><p class="note">All of results.json${job === null ? "" : " and job.json"}, under the names of its schema. The files are in ${shownText(uri)}.</p>
    ${Object.entries(result)
      .filter(([, value]) => typeof value === "object" && value !== null)
      .map(([name, value]) => section(name, evidence(value)))}
    ${section("other", evidence(scalars(result)))}
    ${job === null ? "" : section("job.json", evidence(job))}</section>
    <h2>Log</h2>${log === null ? tight`<p>No log is stored.</p>` : logText(log)}`;
}

const section = (name: string, content: Html): Html =>
  tight`<details><summary>${shownText(name, 100)}</summary>${content}</details>`;

const scalars = (result: RunPageInput["result"]) =>
  Object.fromEntries(
    Object.entries(result).filter(([, value]) => typeof value !== "object" || value === null),
  );

function answer({ simulated_days: days, outcome }: OverviewRun, walls: readonly number[]): string {
  if (walls.length === 0) return `No timed run completed: ${shownText(outcome)}.`;
  const middle = median(walls);
  const [low, high] = [Math.min(...walls), Math.max(...walls)];
  const range =
    walls.length === 1
      ? "one run"
      : `${significant(low)} to ${significant(high)} s, n = ${walls.length} runs`;
  const speed = days === null ? "" : `; ${significant((86_400 * days) / middle)} simulated days per day`;
  return `${seconds(middle)} of wall time (median; ${range})${speed}. Runs of one job on one instance: an interval needs other instances.`;
}

const time = (at: Date): string => `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;

function facts(row: OverviewRun): Html {
  const { instance_type: type } = row;
  const known: [string, Html | string | number | null][] = [
    [
      "machine",
      type === null
        ? `not observed; asked for ${shownText(row.claimed_instance_type, 60)}`
        : tight`<a href="../${machinePage(type)}">${shownText(type, 60)}</a>`,
    ],
    ["threads", row.threads],
    ["build", row.build],
    ["instance", row.instance_id],
    ["zone", row.availability_zone],
    ["bought", row.purchase_option],
    ["compiler", row.compiler],
    ["kernel", row.kernel],
    ["image", row.image],
    ["version", row.version],
    ["source", row.source_revision],
  ];
  return tight`<dl class="facts">${known.map(
    ([name, value]) =>
      tight`<div><dt>${name}<dd>${typeof value === "string" ? shownText(value, 80) : (value ?? tight`<i>not observed</i>`)}</div>`,
  )}</dl>
    <p><a href="../compare.html#candidate=${encodeURIComponent(selectionOf(row))}">Compare it</a>, <a href="../history.html#series=${encodeURIComponent(row.benchmark_id)}">its history</a></p>`;
}

/** The set that a run belongs to, as `gcbench compare` selects it. */
function selectionOf(row: OverviewRun): string {
  const parts = [`benchmark_id=${row.benchmark_id}`];
  if (row.instance_type !== null) parts.push(`instance_type=${row.instance_type}`);
  return [...parts, `threads=${row.threads}`].join(",");
}

const number = (value: number | null, digits = significant): Html =>
  value === null ? tight`<td><i>–</i>` : tight`<td class="number">${digits(value)}`;

const runsTable = (rows: readonly OverviewRun[]): Html =>
  tight`<div class="scroll" tabindex="0" role="group" aria-label="Timed runs"><table><thead><tr><th scope="col">run<th scope="col">outcome<th scope="col">wall time, s<th scope="col">main loop, days per day<th scope="col">CPU time, s<th scope="col">peak memory, MiB<th scope="col">disturbed by</thead><tbody>${rows.map(
    (row) =>
      tight`<tr><th scope="row">${row.repetition ?? "none"}<td>${row.run_outcome ?? "none"}${number(row.wall_s)}${number(row.main_loop_days_per_day)}${number(
        row.user_cpu_s === null || row.system_cpu_s === null ? null : row.user_cpu_s + row.system_cpu_s,
      )}${number(row.peak_memory_mib, (value) => value.toFixed(0))}<td>${shownText(row.disturbances || "–")}`,
  )}</tbody></table></div>`;

/** Where the time went, of the completed run with the median wall time; bars without a picture, for there are many pages. */
function phasesTable(middle: OverviewRun | undefined): Html {
  if (!middle?.phases || !middle.wall_s) return tight``;
  const wall = middle.wall_s;
  const { parts, others, remainderSeconds } = phaseBars(middle.phases, wall);
  const row = (name: string, value: number, isPart: boolean) =>
    tight`<tr><th scope="row">${shownText(name, 80)}<td class="number" data-sort="${value}">${significant(value)}<td class="number">${((100 * value) / wall).toFixed(1)} %<td>${
      isPart && value > 0
        ? tight`<span class="share" style="width:${((100 * value) / wall).toFixed(1)}%"></span>`
        : ""
    }`;
  return tight`<h2>Phases</h2><div class="scroll" tabindex="0" role="group" aria-label="Phases"><table class="phases"><caption>Timers of run ${middle.repetition ?? ""}, the one with the median wall time; those without a bar hold or overlap others</caption><thead><tr><th scope="col">timer<th scope="col">s<th scope="col">of the run<th scope="col">share</thead><tbody>${parts.map(({ name, seconds: of }) => row(name, of, true))}${row("the process's time that no timer has", remainderSeconds, true)}${others.map(({ name, seconds: of }) => row(name, of, false))}</tbody></table></div>`;
}
