import { html } from "hono/html";
import { caveatsOf, type Caveat } from "../../../contract/caveat.ts";
import type { Observed } from "../../../contract/observed.ts";
import type { PriceBook } from "../../../contract/prices/price-book.ts";
import type { ArmFigures } from "../../compare/arm-figures.ts";
import type { MeasureName } from "../../compare/arm-of-runs.ts";
import { compareArms, type ComparedArms } from "../../compare/compare-arms.ts";
import { selection } from "../../compare/selection.ts";
import type { Verdict } from "../../compare/verdict.ts";
import { verdictText } from "../../compare/verdict-text.ts";
import { seconds, significant } from "../../overview/figure-text.ts";
import { figure, table, type Cell, type Html } from "../../page/figure.ts";
import { observedCell } from "../../page/observed-cell.ts";
import { shownText } from "../../page/shown-text.ts";
import type { Retraction } from "../../read/retractions.ts";
import { caveatsIn } from "../../terminal/caveat-text.ts";
import { caveatNotes, caveatWords } from "../../page/sections/caveats.ts";
import type { SiteRun } from "../data/run-table.ts";
import { instancesKey } from "./instances-key.ts";
import type { InstancesDrawing } from "./instances-chart.ts";
import { plainLabel } from "./plain-label.ts";

/** What is compared, as `gcbench compare` takes it. */
export interface SelectedComparison {
  readonly baseline: string;
  readonly candidate: string;
  readonly measure: MeasureName;
  /** In percent. */
  readonly band: number;
}

export interface CompareOptions {
  readonly retractions: readonly Retraction[];
  readonly prices: PriceBook;
  /** A picture of instances, or room for one. */
  readonly drawn: (of: InstancesDrawing) => Html;
  /** Address of a result's page. */
  readonly pageOf: (resultSha256: string) => string;
  /** Address of this page with another comparison. */
  readonly addressOf: (of: SelectedComparison) => string;
}

/**
 * Two selections beside each other, by the functions of `gcbench compare`: numbers and no verdict, since nobody
 * declared the contrast before the runs. Throws {@link GeosBenchError} `bad-option` for what selects nothing.
 */
export function compareView(
  loaded: readonly SiteRun[],
  asked: SelectedComparison,
  options: CompareOptions,
): Html {
  const sides = [asked.baseline, asked.candidate].map((label) => ({ label, includes: selection(label) }));
  const runsOf = sides.map(({ includes }) => loaded.filter(includes));
  const empty = sides.filter((_, index) => runsOf[index]?.length === 0);
  if (empty.length > 0)
    return html`<p>No run is in ${empty.map(({ label }) => shownText(label)).join(" and in ")}.</p>`;
  const [baseline = [], candidate = []] = runsOf;
  const both = benchmarksOf(baseline).filter((id) => benchmarksOf(candidate).includes(id));
  const caveats = caveatsIn([...baseline, ...candidate].map((run) => ({ caveats: caveatsOf(run) })));
  const isOne = benchmarksOf(baseline).length === 1 && benchmarksOf(candidate).length === 1;
  return html`${caveatNotes(caveats)}${isOne || both.length === 0 ? oneContrast(loaded, asked, caveats, options) : manyContrasts(loaded, both, asked, options)}`;
}

const benchmarksOf = (runs: readonly SiteRun[]): string[] => [
  ...new Set(runs.map(({ benchmark_id: id }) => id)),
];

function compared(
  loaded: readonly SiteRun[],
  asked: SelectedComparison,
  { retractions, prices }: CompareOptions,
) {
  const arm = (label: string) => ({ label, includes: selection(label) });
  const [baseline, candidate] = [arm(asked.baseline), arm(asked.candidate)];
  const name = `${candidate.label} against ${baseline.label}`;
  const contrasts = [{ name, baseline, candidate }];
  const { measure, band } = asked;
  return compareArms(
    { runs: loaded, conflicting: [] },
    { kind: "exploratory", measure, band: 1 + band / 100, contrasts, arms: [], prices },
    retractions,
  );
}

/** Every benchmark that both selections have, the largest difference first. */
function manyContrasts(
  loaded: readonly SiteRun[],
  benchmarks: readonly string[],
  asked: SelectedComparison,
  options: CompareOptions,
): Html {
  const rows = benchmarks
    .map((id) => {
      const within = (text: string) => [`benchmark_id=${id}`, ...withoutBenchmark(text)].join(",");
      const of = { ...asked, baseline: within(asked.baseline), candidate: within(asked.candidate) };
      const { contrasts } = compared(loaded, of, options);
      return { id, of, evidence: contrasts[0]?.verdict.evidence };
    })
    .toSorted((a, b) => size(b.evidence?.ratio) - size(a.evidence?.ratio));
  const known = rows.filter(({ evidence }) => evidence?.ratio.value);
  const differing = known.filter(({ evidence }) => {
    const range = evidence?.interval.value;
    return range && (range[0] > 1 || range[1] < 1);
  });
  return html`<p class="answer">
      ${benchmarks.length} benchmarks are in both. Of ${known.length} with a ratio, ${differing.length} have
      an interval that does not hold 1. Intervals are not adjusted for their number: some miss 1 by chance.
    </p>
    ${table(
      "Candidate over baseline by benchmark, the largest difference first",
      ["benchmark", "ratio", "95 %", "n (instances)", "difference"],
      rows.map(({ id, of, evidence }) => [
        html`<a href="${options.addressOf(of)}">${shownText(id, 100)}</a>`,
        observed(evidence?.ratio, (value) => value.toFixed(3)),
        interval(evidence?.interval),
        { sort: evidence?.n ?? 0, text: String(evidence?.n ?? 0) },
        evidence?.ratio.value ? ratioBar(evidence.ratio.value) : "–",
      ]),
    )}`;
}

const withoutBenchmark = (text: string): string[] =>
  text.split(",").filter((part) => part.includes("=") && !part.trim().startsWith("benchmark_id="));

const size = (of: Observed<number> | undefined): number => (of?.value ? Math.abs(Math.log(of.value)) : -1);

const observed = (of: Observed<number> | undefined, show: (value: number) => string): Cell =>
  of === undefined || of.value === null
    ? `unknown: ${shownText(of === undefined ? "not compared" : of.reason)}`
    : { sort: of.value, text: show(of.value) };

const interval = (of: Verdict["evidence"]["interval"] | undefined): Cell =>
  of?.value ? of.value.map((end) => end.toFixed(3)).join(" to ") : "none";

/** Left of the middle: less than the baseline; a factor of two fills a half. */
function ratioBar(ratio: number): Html {
  const half = Math.min(1, Math.abs(Math.log2(ratio))) * 50;
  const left = ratio < 1 ? 50 - half : 50;
  return html`<span class="ratio"
    ><span
      class="${ratio < 1 ? "less" : "more"}"
      style="left:${left.toFixed(1)}%;width:${half.toFixed(1)}%"
    ></span
  ></span>`;
}

function oneContrast(
  loaded: readonly SiteRun[],
  asked: SelectedComparison,
  caveats: readonly Caveat[],
  options: CompareOptions,
): Html {
  const all = compared(loaded, asked, options);
  const [contrast] = all.contrasts;
  if (!contrast) return html``;
  const { verdict, timers } = contrast;
  return html`<p class="answer">${answerOf(verdict)}</p>
    <p class="note">${shownText(verdictText(verdict), 1000)}</p>
    ${instances(verdict, caveats, options.drawn)}
    <h2>What both achieve and cost</h2>
    ${figures(all)}
    <h2>Timers</h2>
    ${
      timers.length === 0
        ? html`<p>Neither has timers.</p>`
        : table(
            "Timers of the workload; flagged where they differ by a tenth or more. Nested timers are parts of others",
            ["timer", "baseline, s", "candidate, s", "ratio", "difference", "flag"],
            timers.map(({ name, baseline, candidate, ratio, isFlagged }) => [
              shownText(name, 100),
              number(baseline, significant),
              number(candidate, significant),
              number(ratio, (value) => value.toFixed(3)),
              ratio ? ratioBar(ratio) : "–",
              isFlagged ? "10 % or more" : "–",
            ]),
          )
    }
    <h2>What else differs</h2>
    ${surroundings(verdict)}
    <h2>Results</h2>
    ${results(all, loaded, options)}`;
}

const number = (value: number | null, show: (value: number) => string): Cell =>
  value === null ? "none" : { sort: value, text: show(value) };

/** In words, with interval and n, or why there is no answer. */
function answerOf({ evidence, ruling }: Verdict): string {
  const { ratio, interval: range, n, measure, baseline, candidate } = evidence;
  if (ratio.value === null) return `No answer: ${shownText(ratio.reason)}.`;
  const objections = "objections" in ruling ? ruling.objections : [];
  const how = ratio.value < 1 ? "less" : "more";
  const percent = `${Math.abs(100 * (ratio.value - 1)).toFixed(1)} % ${how}`;
  const within = range.value
    ? `95 % ${range.value.map((end) => `${end < 1 ? "−" : "+"}${Math.abs(100 * (end - 1)).toFixed(1)} %`).join(" to ")}, n = ${n}`
    : `no interval, n = ${n}`;
  const caution = objections.length > 0 ? " They may not be held against each other: see below." : "";
  return `${shownText(plainLabel(candidate.label), 120)} has ${percent} ${measure.name} than ${shownText(plainLabel(baseline.label), 120)} (${within}).${caution}`;
}

function instances({ evidence }: Verdict, caveats: readonly Caveat[], drawn: CompareOptions["drawn"]): Html {
  const arms = [evidence.baseline, evidence.candidate].map((arm, index) => ({
    name: `${index === 0 ? "baseline" : "candidate"}: ${shownText(plainLabel(arm.label), 60)}`,
    values: arm.instances.map(({ instance, logMedian, runs }) => ({
      instance,
      value: Math.exp(logMedian),
      runs: runs.length,
    })),
  }));
  const points = arms.flatMap(({ name, values }) => values.map((of) => ({ name, ...of })));
  const { unit, name } = evidence.measure;
  const title = `${points.length} instances, each by the median of its runs`;
  const what = `${name}, ${unit}`;
  return figure({
    title,
    key: instancesKey,
    caveats: caveatWords([{ caveats }]),
    chart: drawn({ title, what, arms }),
    table: table(
      "Instances",
      ["arm", "instance", "runs", what],
      points.map(({ name: arm, instance, runs, value }) => [
        arm,
        shownText(instance, 80),
        { sort: runs, text: String(runs) },
        { sort: value, text: significant(value) },
      ]),
    ),
  });
}

const shownFigures: readonly [string, (arm: ArmFigures) => Cell][] = [
  ["subject", ({ subject }) => shownText(subject)],
  ["instances", ({ instances: n }) => ({ sort: n, text: String(n) })],
  ["completed runs", ({ runs }) => ({ sort: runs, text: String(runs) })],
  ["wall time", (arm) => observedCell(arm.wallSeconds, (value) => ({ value }), seconds)],
  ["simulated days per day", (arm) => observedCell(arm.metrics, (of) => ({ value: of.simulatedDaysPerDay }))],
  ["SYPD", (arm) => observedCell(arm.metrics, (of) => ({ value: of.sypd }))],
  ["ASYPD", (arm) => observedCell(arm.metrics, (of) => of.asypd)],
  ["CHSY", (arm) => observedCell(arm.metrics, (of) => of.chsy)],
  ["US$ per hour", (arm) => observedCell(arm.usdPerHour, (value) => ({ value }))],
  ["US$ per simulated day", (arm) => observedCell(arm.metrics, (of) => of.usdPerSimulatedDay)],
  ["US$ per simulated year", (arm) => observedCell(arm.metrics, (of) => of.usdPerSimulatedYear)],
  ["not ranked because", ({ reservations }) => reservations.map((text) => shownText(text)).join("; ") || "–"],
];

const figures = ({ arms: [baseline, candidate] }: ComparedArms): Html =>
  baseline && candidate
    ? table(
        "Figures of both; nothing of it is a judgement",
        ["what", "baseline", "candidate"],
        shownFigures.map(([name, of]) => [name, of(baseline), of(candidate)]),
      )
    : html`<p>Both are the same selection.</p>`;

function surroundings({ evidence: { surroundings: all } }: Verdict): Html {
  if (all.length === 0)
    return html`<p>
      Nothing that was observed: image, compiler, kernel with its settings, machine image, microcode and NUMA
      nodes are the same.
    </p>`;
  const values = (of: readonly (string | null)[]) =>
    of.map((value) => shownText(value ?? "not observed", 80)).join(", ");
  return table(
    "What surrounded the runs and is not the same",
    ["what", "baseline", "candidate"],
    all.map(({ what, baseline, candidate }) => [what, values(baseline), values(candidate)]),
  );
}

const mostListed = 200;

function results({ runs }: ComparedArms, loaded: readonly SiteRun[], { pageOf }: CompareOptions): Html {
  const shown = new Set(runs.map(({ path }) => path));
  const byResult = [
    ...new Map(loaded.filter(({ path }) => shown.has(path)).map((row) => [row.path, row])).values(),
  ];
  const latest = byResult.toSorted((a, b) => b.started_at.getTime() - a.started_at.getTime());
  return table(
    latest.length > mostListed
      ? `The latest ${mostListed} of ${latest.length} results`
      : `All ${latest.length} results`,
    ["result", "began (UTC)", "machine", "instance", "threads"],
    latest
      .slice(0, mostListed)
      .map((row) => [
        html`<a href="${pageOf(row.result_sha256)}"
          >${shownText(`${row.benchmark_id} ${row.job_id}/${row.attempt}`, 100)}</a
        >`,
        row.started_at.toISOString().slice(0, 16).replace("T", " "),
        shownText(row.instance_type ?? "not observed", 60),
        shownText(row.instance_id ?? "not observed", 60),
        { sort: row.threads, text: String(row.threads) },
      ]),
  );
}
