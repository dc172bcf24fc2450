import { proxyIndex, secondsPerHour } from "../../contract/proxy-index/proxy-index.ts";
import {
  publishedShare,
  runsWithPhases,
  weighedPhases,
  type WeighedPhase,
} from "../../contract/proxy-index/published-shares.ts";
import { publishedKernel } from "../../contract/proxy-index/published-kernel.ts";
import { rankingCaveat } from "../../contract/proxy-index/validation.ts";
import { reference } from "../../contract/proxy-index/reference-machine.ts";
import type { WorkloadReport } from "../../contract/workload-report.ts";
import { described, median } from "../statistics.ts";

/** What was found, beside the published figures. Without runs of the tuned build its column is empty. */
export function printMix({
  generic,
  tuned,
}: {
  readonly generic: readonly WorkloadReport[];
  readonly tuned: readonly WorkloadReport[];
}): void {
  const [first] = generic;
  if (!first) return;
  const { tracers, tracer_loop: loop, mechanism, grid, threads } = first;
  console.log(
    `  ${first.simulated_seconds / 3600} h after spin-up, ${grid.resolution}, ${grid.nlev} levels, ${tracers} tracers, ${mechanism?.name} (${mechanism?.species} species, solver ${mechanism?.solver}), ${threads} threads`,
  );
  console.log(
    `  loop over tracers: at most ${loop?.most_per_thread} a thread, ${(100 * (loop?.idle_share ?? Number.NaN)).toFixed(1)} % of the threads' time idle; parallel first touch`,
  );
  console.log(`  of a core per thread ${described(generic.map(coreShare), 2)}`);
  printShares(generic, tuned);
  printCosts(generic);
  printIndex(generic, tuned);
}

/** Below one the threads waited for a core, or for each other. */
function coreShare({ phases, threads }: WorkloadReport): number {
  const loop = phases.find(({ name }) => name === "Timesteps");
  return (loop?.cpu_s ?? Number.NaN) / ((loop?.wall_s ?? Number.NaN) * threads);
}

const percent = (share: number | null): string => (share === null ? "-" : `${(100 * share).toFixed(1)} %`);
const column = (text: string, width = 11): string => text.padStart(width);

/** Of the sum of the phases that are weighed, since a run has others. */
const shareOf = (phase: WeighedPhase, report: WorkloadReport): number | null => {
  const found = secondsPerHour(phase, report).value;
  const sum = weighedPhases.reduce((total, name) => total + (isIndexed(name, report) ?? 0), 0);
  return found === null || isIndexed(phase, report) === null ? null : found / sum;
};

/** Seconds of a phase that stands for the model's own. */
const isIndexed = (phase: WeighedPhase, report: WorkloadReport): number | null =>
  proxyIndex(report).phases.find((found) => found.phase === phase && found.weight.value !== null)?.seconds
    .value ?? null;

function printShares(generic: readonly WorkloadReport[], tuned: readonly WorkloadReport[]): void {
  console.log("");
  console.log(
    `  ${"phase".padEnd(24)}${column("generic")}${column("tuned")}${runsWithPhases.map((id) => column(shortName(id), 20)).join("")}${column("factor")}`,
  );
  for (const phase of weighedPhases) {
    const ours = medianOf(generic.map((report) => shareOf(phase, report)));
    const published = runsWithPhases.map((id) => publishedShare(phase, id));
    const weight = published[0] ?? null;
    const factor = ours === null || weight === null ? "-" : (ours / weight).toFixed(2);
    console.log(
      `  ${phase.padEnd(24)}${column(percent(ours))}${column(percent(medianOf(tuned.map((report) => shareOf(phase, report)))))}${published.map((share) => column(percent(share), 20)).join("")}${column(factor)}`,
    );
  }
}

const shortName = (id: string): string =>
  id.replace(/^gc-/, "").replace("-benchmark", "").replace("fullchem-", "");

function medianOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : median(known);
}

/** What a run says in figures that depend neither on its grid nor on its length. */
function costs(report: WorkloadReport) {
  const { nlon, nlat, nlev } = report.grid;
  const cells = nlon * nlat * nlev;
  const hours = report.simulated_seconds / 3600;
  const seconds = (name: string) => (secondsPerHour(name, report).value ?? Number.NaN) * hours;
  const cellSteps = cells * hours * 3;
  const tracerSteps = cells * hours * 6 * (report.tracers ?? Number.NaN);
  const substeps = (report.substeps?.accepted ?? Number.NaN) + (report.substeps?.rejected ?? Number.NaN);
  return {
    substeps: substeps / cellSteps,
    before: report.substeps?.per_cell_step_before ?? Number.NaN,
    microsecondsOfCell: (1e6 * report.threads * seconds("=> Gas-phase chem")) / cellSteps,
    microsecondsOfSubstep: (1e6 * report.threads * seconds("=> Gas-phase chem")) / substeps,
    nanosecondsOfTracer: (1e9 * report.threads * seconds("Transport")) / tracerSteps,
    ratio: seconds("=> Gas-phase chem") / seconds("Transport"),
  };
}

function printCosts(reports: readonly WorkloadReport[]): void {
  const found = reports.map(costs);
  const { substeps, cell, substep, tracer, ratio } = publishedKernel;
  const rows: [string, (of: ReturnType<typeof costs>) => number, number, string, readonly number[]][] = [
    ["sub-steps of a cell-step", (of) => of.substeps, 2, "", [substeps.value]],
    ["chemistry, a cell-step", (of) => of.microsecondsOfCell, 0, "thread-µs", cell.values],
    ["chemistry, a sub-step", (of) => of.microsecondsOfSubstep, 1, "thread-µs", substep.values],
    ["transport, a tracer-step", (of) => of.nanosecondsOfTracer, 1, "thread-ns", tracer.values],
    ["gas-phase : transport", (of) => of.ratio, 2, "", ratio.values],
  ];
  console.log("");
  for (const [name, of, digits, unit, published] of rows) {
    const values = found.map(of);
    const [low, high] = [Math.min(...published), Math.max(...published)];
    const middle = median(values);
    const factor = middle < low ? middle / low : middle > high ? middle / high : 1;
    const range = low === high ? low.toFixed(digits) : `${low.toFixed(digits)} to ${high.toFixed(digits)}`;
    console.log(
      `  ${name.padEnd(26)} ${described(values, digits, unit)}   published ${range}   factor ${factor.toFixed(2)}`,
    );
  }
  console.log(
    `  sub-steps during spin-up   ${described(
      found.map(({ before }) => before),
      2,
      "",
    )}`,
  );
}

function printIndex(generic: readonly WorkloadReport[], tuned: readonly WorkloadReport[]): void {
  const indices = generic.map((report) => proxyIndex(report));
  const values = indices.map(({ value }) => value.value).filter((value) => value !== null);
  const [first] = indices;
  console.log("");
  if (values.length === 0 || !first) {
    console.log(`  index: none, because ${first?.value.value === null ? first.value.reason : "nothing ran"}`);
    return;
  }
  console.log(
    `  index                      ${described(values, 3, "")}, of phases that are ${percent(first.covered)} of the model's time (1: ${reference.machine})`,
  );
  const couldBe = tuned.flatMap((report) => proxyIndex(report).value.value ?? []);
  console.log(`  what could be, tuned       ${described(couldBe, 3, "")} (ranks nothing)`);
  for (const { phase, weight } of first.phases) {
    if (weight.value === null) console.log(`  not weighed: ${phase} (${weight.reason})`);
  }
  console.log(`  ${rankingCaveat}`);
}
