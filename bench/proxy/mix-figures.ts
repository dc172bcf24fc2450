import { proxyIndex, secondsPerHour } from "../../contract/proxy-index/proxy-index.ts";
import {
  publishedCost,
  publishedHemcoSeconds,
  publishedKernel,
} from "../../contract/proxy-index/published-kernel.ts";
import {
  publishedShare,
  runsWithPhases,
  weighedPhases,
  type WeighedPhase,
} from "../../contract/proxy-index/published-shares.ts";
import type { WorkloadReport } from "../../contract/workload-report.ts";

/** A figure of a run beside those published of the model. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly digits: number;
  readonly of: (report: WorkloadReport) => number | null;
  readonly published: readonly number[];
}

/** Seconds of a phase that stands for the model's own. */
const weighedSeconds = (phase: WeighedPhase, report: WorkloadReport): number | null => {
  const found = proxyIndex(report).phases.find((of) => of.phase === phase);
  return found && found.weight.value !== null ? found.seconds.value : null;
};

/** Of the model's published time; of the proxy's, in the phases that are weighed, as much as these are of the model's. */
const shareFigure = (phase: WeighedPhase): Figure => ({
  name: phase,
  unit: "",
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

const hours = ({ simulated_seconds: simulated }: WorkloadReport): number => simulated / 3600;

const seconds = (name: string, report: WorkloadReport): number =>
  (secondsPerHour(name, report).value ?? Number.NaN) * (report.simulated_seconds / 3600);

/** Cells times steps of a length in the timed hours. */
const cellSteps = ({ grid, simulated_seconds: simulated }: WorkloadReport, stepSeconds: number): number =>
  grid.nlon * grid.nlat * grid.nlev * (simulated / stepSeconds);

const substepsOf = ({ substeps }: WorkloadReport): number =>
  (substeps?.accepted ?? Number.NaN) + (substeps?.rejected ?? Number.NaN);

/** Work of a phase for a cell and 20 minutes, all threads together; HEMCO's is one thread's, for the whole grid. */
const phaseCostFigure = (phase: WeighedPhase): Figure =>
  phase === "HEMCO"
    ? {
        name: "HEMCO, simulated hour",
        unit: "s",
        digits: 2,
        of: (report) =>
          weighedSeconds(phase, report) === null ? null : seconds(phase, report) / hours(report),
        published: publishedHemcoSeconds,
      }
    : {
        name: phase,
        unit: "",
        digits: 2,
        of: (report) =>
          weighedSeconds(phase, report) === null
            ? null
            : (1e6 * report.threads * seconds(phase, report)) / cellSteps(report, 1200),
        published: publishedCost(phase),
      };

/** Figures that depend neither on the grid nor on the length of the run. */
const kernelFigures: readonly Figure[] = [
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

/** What the table has, in parts. */
export const mixFigures: readonly { readonly title: string; readonly figures: readonly Figure[] }[] = [
  {
    title:
      "share of the time, % (published: 16 threads; HEMCO is one thread's, so its share grows with threads)",
    figures: weighedPhases.map(shareFigure),
  },
  {
    title: "work of a cell in 20 minutes, µs of a thread (published: 16 threads, taken as all busy)",
    figures: weighedPhases.map(phaseCostFigure),
  },
  { title: "the dearest kernels", figures: kernelFigures },
];
