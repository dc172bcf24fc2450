import { proxyIndex, secondsPerHour } from "../../contract/proxy-index/proxy-index.ts";
import { publishedKernel } from "../../contract/proxy-index/published-kernel.ts";
import {
  publishedShare,
  runsWithPhases,
  weighedPhases,
  type WeighedPhase,
} from "../../contract/proxy-index/published-shares.ts";
import { reference } from "../../contract/proxy-index/reference-machine.ts";
import { rankingCaveat } from "../../contract/proxy-index/validation.ts";
import type { WorkloadReport } from "../../contract/workload-report.ts";
import { described, median } from "../statistics.ts";

interface Runs {
  readonly generic: readonly WorkloadReport[];
  /** None where nothing was compiled for this processor. */
  readonly tuned: readonly WorkloadReport[];
}

/** A figure of a run beside those published of the model. */
interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly digits: number;
  readonly of: (report: WorkloadReport) => number | null;
  readonly published: readonly number[];
}

/** What was found, beside the published figures, in one table; below it the index. */
export function printMix(runs: Runs): void {
  const [first] = runs.generic;
  if (!first) return;
  const { tracers, tracer_loop: loop, mechanism, grid, threads } = first;
  const hours = first.simulated_seconds / 3600;
  const idle = 100 * (loop?.idle_share ?? Number.NaN);
  console.log(
    `  ${hours} h after spin-up, ${grid.resolution}, ${grid.nlev} levels, ${tracers} tracers, ${mechanism?.name} (${mechanism?.species} species, solver ${mechanism?.solver}), ${threads} threads`,
  );
  console.log(
    `  loop over tracers: at most ${loop?.most_per_thread} a thread, ${idle.toFixed(1)} % of the threads' time idle; parallel first touch`,
  );
  console.log(`  of a core per thread: ${described(runs.generic.map(coreShare), 2)}`);
  console.log("");
  console.log(
    row("", "generic", "tuned", "published", "factor").trimEnd() +
      "   (generic over the nearest published; 1.00: among them)",
  );
  for (const figure of [...weighedPhases.map(shareFigure), ...costFigures]) printFigure(figure, runs);
  printIndex(runs);
}

const row = (name: string, generic: string, tuned: string, published: string, factor: string): string =>
  `  ${name.padEnd(26)}${generic.padStart(22)}${tuned.padStart(9)}${published.padStart(17)}${factor.padStart(8)}`;

/** Below one the threads waited for a core, or for each other. */
function coreShare({ phases, threads }: WorkloadReport): number {
  const loop = phases.find(({ name }) => name === "Timesteps");
  return (loop?.cpu_s ?? Number.NaN) / ((loop?.wall_s ?? Number.NaN) * threads);
}

function printFigure({ name, unit, digits, of, published }: Figure, { generic, tuned }: Runs): void {
  const known = (reports: readonly WorkloadReport[]) =>
    reports.map(of).filter((value) => value !== null && Number.isFinite(value)) as number[];
  const text = (value: number): string => value.toFixed(digits);
  const [ours, theirs] = [known(generic), known(tuned)];
  const [low, high] = [Math.min(...published), Math.max(...published)];
  const middle = median(ours);
  const factor = middle < low ? middle / low : middle > high ? middle / high : 1;
  const spread = ours.length > 1 ? ` (${text(Math.min(...ours))}–${text(Math.max(...ours))})` : "";
  console.log(
    row(
      unit ? `${name}, ${unit}` : name,
      ours.length === 0 ? "-" : `${text(middle)}${spread}`,
      theirs.length === 0 ? "-" : text(median(theirs)),
      published.length === 0 ? "-" : low === high ? text(low) : `${text(low)}–${text(high)}`,
      ours.length === 0 || published.length === 0 ? "-" : factor.toFixed(2),
    ),
  );
}

/** Seconds of a phase that stands for the model's own. */
const weighedSeconds = (phase: WeighedPhase, report: WorkloadReport): number | null => {
  const found = proxyIndex(report).phases.find((of) => of.phase === phase);
  return found && found.weight.value !== null ? found.seconds.value : null;
};

/** Of the model's published time; of the proxy's, in the phases that are weighed, as much as these are of the model's. */
const shareFigure = (phase: WeighedPhase): Figure => ({
  name: phase,
  unit: "%",
  digits: 1,
  of: (report) => {
    const seconds = weighedSeconds(phase, report);
    if (seconds === null) return null;
    const timed = weighedPhases.filter((name) => weighedSeconds(name, report) !== null);
    const sum = timed.reduce((total, name) => total + (weighedSeconds(name, report) ?? 0), 0);
    const covered = timed.reduce((total, name) => total + (publishedShare(name) ?? 0), 0);
    return (100 * covered * seconds) / sum;
  },
  published: runsWithPhases.flatMap((id) => {
    const share = publishedShare(phase, id);
    return share === null ? [] : [100 * share];
  }),
});

const seconds = (name: string, report: WorkloadReport): number =>
  (secondsPerHour(name, report).value ?? Number.NaN) * (report.simulated_seconds / 3600);

/** Cells times steps of a length in the timed hours. */
const cellSteps = ({ grid, simulated_seconds: simulated }: WorkloadReport, stepSeconds: number): number =>
  grid.nlon * grid.nlat * grid.nlev * (simulated / stepSeconds);

const substepsOf = ({ substeps }: WorkloadReport): number =>
  (substeps?.accepted ?? Number.NaN) + (substeps?.rejected ?? Number.NaN);

/** Figures that depend neither on the grid nor on the length of the run. */
const costFigures: readonly Figure[] = [
  {
    name: "sub-steps of a cell-step",
    unit: "",
    digits: 2,
    of: (report) => substepsOf(report) / cellSteps(report, 1200),
    published: [publishedKernel.substeps.value],
  },
  {
    name: "  during spin-up",
    unit: "",
    digits: 2,
    of: ({ substeps }) => substeps?.per_cell_step_before ?? null,
    published: [],
  },
  {
    name: "gas phase, cell-step",
    unit: "µs",
    digits: 0,
    of: (report) => (1e6 * report.threads * seconds("=> Gas-phase chem", report)) / cellSteps(report, 1200),
    published: publishedKernel.cell.values,
  },
  {
    name: "gas phase, sub-step",
    unit: "µs",
    digits: 1,
    of: (report) => (1e6 * report.threads * seconds("=> Gas-phase chem", report)) / substepsOf(report),
    published: publishedKernel.substep.values,
  },
  {
    name: "transport, tracer-step",
    unit: "ns",
    digits: 1,
    of: (report) =>
      (1e9 * report.threads * seconds("Transport", report)) /
      (cellSteps(report, 600) * (report.tracers ?? Number.NaN)),
    published: publishedKernel.tracer.values,
  },
  {
    name: "gas phase : transport",
    unit: "",
    digits: 2,
    of: (report) => seconds("=> Gas-phase chem", report) / seconds("Transport", report),
    published: publishedKernel.ratio.values,
  },
];

function printIndex({ generic, tuned }: Runs): void {
  const indices = generic.map((report) => proxyIndex(report));
  const values = indices.flatMap(({ value }) => value.value ?? []);
  const [first] = indices;
  console.log("");
  if (values.length === 0 || !first) {
    console.log(`  index: none, because ${first?.value.value === null ? first.value.reason : "nothing ran"}`);
    return;
  }
  const covered = `phases that are ${(100 * first.covered).toFixed(0)} % of the model's time`;
  console.log(`  index: ${described(values, 3)}, of ${covered} (1: ${reference.machine})`);
  const couldBe = tuned.flatMap((report) => proxyIndex(report).value.value ?? []);
  if (couldBe.length > 0) console.log(`  what could be, tuned: ${described(couldBe, 3)} (ranks nothing)`);
  for (const { phase, weight } of first.phases) {
    if (weight.value === null) console.log(`  not weighed: ${phase}: ${weight.reason}`);
  }
  console.log(`  ${rankingCaveat}`);
}
