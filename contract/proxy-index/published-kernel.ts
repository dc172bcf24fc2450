import { publishedTimings } from "../published/published-timings.ts";

const gpuHybrid = "github.com/yuyao-cyber/geos-chem-gpu-hybrid";

const at4x5 = { cells: 72 * 46 * 72, days: 7, threads: 16 };
const at2x25 = { cells: 144 * 91 * 72, days: 7, threads: 16 };

/** What full chemistry advects: the published run does not say; from an older release's number to a round one of today. */
const advected = [222, 300] as const;
const transportStepsPerDay = 144;

function timer(id: string, name: string): number {
  const seconds = publishedTimings.find((row) => row.id === id)?.timers_s[name];
  if (seconds === undefined || seconds === null) throw new TypeError(`No published timer ${name} of ${id}.`);
  return seconds;
}

const [coarse, fine, benchmark] = [
  "gc-14.7.1-fullchem-4x5-16thr-7d",
  "gc-14.7.1-fullchem-2x2.5-16thr-7d",
  "gc-14.4.1-benchmark-1mon",
];

/** Thread-nanoseconds of a tracer in a cell and a transport step. */
const tracerNs = (id: string, { cells, days, threads }: typeof at4x5): readonly number[] =>
  advected.map(
    (tracers) => (1e9 * threads * timer(id, "Transport")) / (cells * days * transportStepsPerDay * tracers),
  );

const chemistryStepsPerDay = 72;

/**
 * Thread-microseconds of a timer for a cell and 20 minutes, of the two published runs that state their threads. All threads
 * are taken as busy, so these are upper bounds of the work: phases that memory limits, or one thread does, keep others
 * waiting.
 */
export const publishedCost = (name: string): readonly number[] =>
  [
    { id: coarse, of: at4x5 },
    { id: fine, of: at2x25 },
  ].map(({ id, of }) => (1e6 * of.threads * timer(id, name)) / (of.cells * of.days * chemistryStepsPerDay));

/** Wall seconds of HEMCO for a simulated hour at 4x5: files are read by one thread, however many there are. */
export const publishedHemcoSeconds: readonly number[] = [
  timer(coarse, "HEMCO") / (at4x5.days * 24),
  timer(benchmark, "HEMCO") / (31 * 24),
];

const ratioOf = (id: string): number => timer(id, "=> Gas-phase chem") / timer(id, "Transport");

/** KPP's solver of GEOS-Chem's full chemistry, alone, on one core each of two processors. */
const cellsPerSecond = [2148, 2670] as const;
const substepsOfCellStep = 6.19;

/** What is published of the model's two dearest kernels, in figures that depend on neither grid nor length. */
export const publishedKernel = {
  substeps: { value: substepsOfCellStep, source: `${gpuHybrid} docs/PHASE1_ILP_RESULTS.md` },
  cell: {
    values: cellsPerSecond.map((rate) => 1e6 / rate),
    source: `${gpuHybrid} docs/PHASE1_ILP_RESULTS.md: cells a second, serial, 353 species`,
  },
  substep: {
    values: cellsPerSecond.map((rate) => 1e6 / rate / substepsOfCellStep),
    source: "the two above",
  },
  tracer: {
    values: [...tracerNs(coarse, at4x5), ...tracerNs(fine, at2x25)],
    source: `timers of ${coarse} and ${fine}, ${advected.join(" to ")} tracers, 16 threads taken as all busy`,
  },
  ratio: {
    values: [ratioOf(benchmark), ratioOf(coarse), ratioOf(fine)],
    source: "timers of the same and of 14.4.1's benchmark",
  },
} as const;
