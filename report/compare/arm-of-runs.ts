import type { RunColumn, RunRow } from "../index/run-columns.ts";
import { reservationsOfRun, retractionFinder, retractionText } from "../index/run-reservations.ts";
import type { Retraction } from "../read/retractions.ts";
import { subjectOf } from "./subject.ts";
import {
  surroundingKeys,
  type Arm,
  type InstanceIdentity,
  type InstanceRuns,
  type Measure,
  type SurroundingKey,
  type Surroundings,
} from "./arm.ts";

/** What of the index a comparison needs. */
export const comparedColumns = [
  "path",
  "benchmark_id",
  "job_id",
  "attempt",
  "result_sha256",
  "started_at",
  "finished_at",
  "outcome",
  "valid",
  "emulated",
  "proxy",
  "engine",
  "simulation",
  "resolution",
  "levels",
  "tracers",
  "mechanism",
  "threads",
  "placement_differences",
  "disturbances",
  "claimed_instance_type",
  "instance_type",
  "instance_id",
  ...surroundingKeys,
  "build",
  "repetition",
  "run_outcome",
  "simulated_days",
  "wall_s",
  "main_loop_days_per_day",
] as const satisfies readonly RunColumn[];

export type ComparedRun = Pick<RunRow, (typeof comparedColumns)[number]>;

const secondsPerDay = 86_400;

interface MeasureOfRuns {
  readonly measure: Measure;
  readonly of: (run: ComparedRun) => number | null;
  /** The time that it is about: larger is slower, whatever the measure. */
  readonly seconds: (run: ComparedRun) => number | null;
}

/** The measures that runs are compared by. */
export const measures = {
  wall: {
    measure: { name: "wall time", unit: "s", better: "lower" },
    of: (run: ComparedRun) => run.wall_s,
    seconds: (run: ComparedRun) => run.wall_s,
  },
  "main-loop": {
    measure: { name: "main loop", unit: "simulated days per day", better: "higher" },
    of: (run: ComparedRun) => run.main_loop_days_per_day,
    seconds: ({ simulated_days: days, main_loop_days_per_day: speed }: ComparedRun) =>
      days === null || speed === null ? null : (days * secondsPerDay) / speed,
  },
} as const satisfies Record<string, MeasureOfRuns>;

export type MeasureName = keyof typeof measures;

/** One side of a comparison, from the indexed runs that belong to it. */
export function armOfRuns(
  label: string,
  runs: readonly ComparedRun[],
  measure: MeasureName,
  retractions: readonly Retraction[],
): Arm {
  const retractionOf = retractionFinder(retractions);
  const retracted = new Map<string, Retraction>();
  const kept: ComparedRun[] = [];
  for (const run of runs) {
    const retraction = retractionOf(run);
    if (retraction) retracted.set(run.path, retraction);
    else kept.push(run);
  }
  return {
    label,
    subject: kept.length > 0 ? subjectOf(kept) : {},
    instances: Array.from(Map.groupBy(kept, ({ path }) => path).values(), (of) => instanceOf(of, measure)),
    leftOut: [
      ...Array.from(retracted, ([result, of]) => ({ result, reason: retractionText(of) })),
      ...kept
        .filter((run) => valueOf(run, measure) === null)
        .map((run) => ({ result: run.path, reason: whyNoValue(run, measure) })),
    ],
  };
}

const valueOf = (run: ComparedRun, measure: MeasureName): number | null =>
  run.run_outcome === "completed" ? measures[measure].of(run) : null;

function whyNoValue({ repetition, run_outcome: outcome }: ComparedRun, measure: MeasureName): string {
  if (repetition === null) return "it has no timed run";
  const why = outcome === "completed" ? `it has no ${measures[measure].measure.name}` : outcome;
  return `repetition ${repetition}: ${why}`;
}

/** The runs of one result; those of several on one instance are put together by the comparison. */
function instanceOf(runs: readonly ComparedRun[], measure: MeasureName): InstanceRuns {
  const [result] = runs as readonly [ComparedRun];
  const ran = { begin: result.started_at, end: result.finished_at };
  return {
    instance: identityOf(result),
    runs: runs.flatMap((run) => {
      const value = valueOf(run, measure);
      return value === null ? [] : [{ value, ran, result: run.path }];
    }),
    reservations: reservationsOfRun(result),
    surroundings: surroundingsOf(result),
  };
}

/** Of one run, each as text. */
export const surroundingsOf = (run: Pick<ComparedRun, SurroundingKey>): Surroundings => ({
  image: run.image,
  compiler: run.compiler,
  kernel: run.kernel,
  ami: run.ami,
  microcode: run.microcode,
  transparent_huge_pages: run.transparent_huge_pages,
  numa_nodes: run.numa_nodes?.toString() ?? null,
  kernel_settings: run.kernel_settings,
});

const identityOf = ({ instance_id: id }: ComparedRun): InstanceIdentity =>
  id === null ? { kind: "unknown" } : { kind: "observed", id };
