import type { RunColumn, RunRow } from "../index/run-columns.ts";
import type { Retraction } from "../read/retractions.ts";
import type { Arm, InstanceIdentity, InstanceRuns, Measure } from "./arm.ts";

/** What of the index a comparison needs. */
export const comparedColumns = [
  "path",
  "benchmark_id",
  "job_id",
  "attempt",
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
  "claimed_instance_type",
  "instance_type",
  "instance_id",
  "image",
  "compiler",
  "kernel",
  "ami",
  "microcode",
  "build",
  "run_outcome",
  "simulated_days",
  "wall_s",
  "main_loop_days_per_day",
] as const satisfies readonly RunColumn[];

export type ComparedRun = Pick<RunRow, (typeof comparedColumns)[number]>;

/** The measures that runs are compared by. */
export const measures = {
  wall: {
    measure: { name: "wall time", unit: "s", better: "lower" },
    of: (run: ComparedRun) => run.wall_s,
  },
  "main-loop": {
    measure: { name: "main loop", unit: "simulated days per day", better: "higher" },
    of: (run: ComparedRun) => run.main_loop_days_per_day,
  },
} as const satisfies Record<string, { measure: Measure; of: (run: ComparedRun) => number | null }>;

export type MeasureName = keyof typeof measures;

/** One side of a comparison, from the indexed runs that belong to it. */
export function armOfRuns(
  label: string,
  runs: readonly ComparedRun[],
  measure: MeasureName,
  retractions: readonly Retraction[],
): Arm {
  const isRetracted = (run: ComparedRun): Retraction | undefined =>
    retractions.find((of) => of.job_id === run.job_id && (of.attempt ?? run.attempt) === run.attempt);
  const retracted = new Map<string, Retraction>();
  const kept: ComparedRun[] = [];
  for (const run of runs) {
    const retraction = isRetracted(run);
    if (retraction) retracted.set(run.path, retraction);
    else kept.push(run);
  }
  const [first] = kept;
  return {
    label,
    subject: first ? subjectOf(first) : {},
    instances: Array.from(Map.groupBy(kept, ({ path }) => path).values(), (of) => instanceOf(of, measure)),
    leftOut: Array.from(retracted, ([result, { reason, on }]) => ({
      result,
      reason: `retracted: ${reason} (${on})`,
    })),
  };
}

const subjectOf = (run: ComparedRun): Arm["subject"] => ({
  engine: run.engine,
  simulation: run.simulation,
  resolution: run.resolution,
  levels: String(run.levels),
  "simulated days": String(run.simulated_days ?? "unknown"),
  tracers: String(run.tracers ?? "none"),
  mechanism: run.mechanism ?? "default",
});

/** The runs of one result; those of several on one instance are put together by the comparison. */
function instanceOf(runs: readonly ComparedRun[], measure: MeasureName): InstanceRuns {
  const [result] = runs as readonly [ComparedRun];
  const ran = { begin: result.started_at, end: result.finished_at };
  return {
    instance: identityOf(result),
    runs: runs.flatMap((run) => {
      const value = run.run_outcome === "completed" ? measures[measure].of(run) : null;
      return value === null ? [] : [{ value, ran, result: run.path }];
    }),
    reservations: reservationsOf(result),
    surroundings: {
      image: result.image,
      compiler: result.compiler,
      kernel: result.kernel,
      ami: result.ami,
      microcode: result.microcode,
    },
  };
}

const identityOf = ({ instance_id: id }: ComparedRun): InstanceIdentity =>
  id === null ? { kind: "unknown" } : { kind: "observed", id };

/** What stands against ranking the result of a run, as far as the index knows; retractions are apart. */
export function reservationsOf(run: ComparedRun): InstanceRuns["reservations"] {
  const { emulated, valid, outcome, instance_type: seen, claimed_instance_type: claimed } = run;
  const { placement_differences: placed } = run;
  return [
    ...(emulated === false
      ? []
      : [
          {
            kind: "emulated" as const,
            reason: emulated ? "it ran under QEMU" : "whether it was emulated is not known",
          },
        ]),
    ...(valid ? [] : [{ kind: "invalid" as const, reason: outcome }]),
    ...(placed ? [{ kind: "not-as-asked" as const, reason: placed }] : []),
    ...(seen === null || seen === claimed
      ? []
      : [{ kind: "claim-differs" as const, reason: `claimed ${claimed}, observed ${seen}` }]),
  ];
}
