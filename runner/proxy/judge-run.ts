import { type BenchmarkConfig, proxyWorkloadOf, simulatedHours } from "../../contract/benchmark-config.ts";
import type { Sample } from "../../contract/result.ts";
import type { WorkloadReport } from "../../contract/workload-report.ts";
import type { ReportReading } from "./read-report.ts";
import { hasMechanism, mechanismOf, ownMechanismFile } from "./proxy-command.ts";

export interface Judgement {
  readonly outcome: Sample["outcome"];
  /** Why it did not complete; `null` when it did. */
  readonly reason: string | null;
}

/** Longitudes and latitudes of GEOS-Chem's global grids (half-size polar boxes). */
const gridSizes = {
  "4x5": { nlon: 72, nlat: 46 },
  "2x2.5": { nlon: 144, nlat: 91 },
} as const;

/**
 * Whether one run counts. It fails closed: exit code 0 alone proves nothing, and neither does a report that says it
 * passed while its own figures say otherwise.
 */
export function judgeRun(
  config: BenchmarkConfig,
  threads: number,
  run: {
    readonly exitCode: number | null;
    readonly signal: string | null;
    readonly reading: ReportReading;
    readonly interrupted: boolean;
    /** What the exit means, from {@link diagnoseExit}. */
    readonly diagnosis: string;
    /** Measured from outside. */
    readonly wallSeconds: number;
  },
): Judgement {
  const { report, fault } = run.reading;
  const ended = run.signal === null && (run.exitCode === 0 || run.exitCode === 3);
  if (run.interrupted && !(ended && report)) {
    return { outcome: "interrupted", reason: "The run was interrupted by a signal to the job." };
  }
  if (!ended) return { outcome: "failed", reason: run.diagnosis };
  if (!report) {
    return {
      outcome: "failed",
      reason: `The workload ended with exit code ${run.exitCode}, but there is no valid report of it: ${fault}`,
    };
  }
  const faults = [
    ...contradictions(report),
    ...(run.exitCode === 3 ? ["the workload says that its verification failed (exit code 3)"] : []),
    ...outsideFaults(config, threads, report, run.wallSeconds),
  ];
  return faults.length === 0
    ? { outcome: "completed", reason: null }
    : { outcome: "verification-failed", reason: `Verification failed: ${faults.join("; ")}.` };
}

function contradictions({ verification }: WorkloadReport): string[] {
  const failed = verification.checks.filter(
    ({ passed, value, limit }) => !passed || value === null || value > limit,
  );
  const faults = failed.map(
    ({ name, value, limit, unit }) => `${name} is ${value ?? "not a number"} (limit ${limit} ${unit})`,
  );
  if (!verification.passed && faults.length === 0) faults.push("the report says that it did not pass");
  return faults;
}

/** What the runner, which knows what it asked for and how long it took, finds wrong with a report. */
export function outsideFaults(
  config: BenchmarkConfig,
  threads: number,
  report: WorkloadReport,
  wallSeconds: number,
): string[] {
  return [...differencesFromAsked(config, threads, report), ...impossibleTimes(report, wallSeconds)];
}

/** A part cannot take longer than the process lived; the margin is for clocks of different granularity. */
function impossibleTimes(report: WorkloadReport, wallSeconds: number): string[] {
  const longest = wallSeconds * 1.02 + 0.05;
  return (["total_wall_s", "main_loop_wall_s"] as const)
    .filter((key) => report[key] > longest)
    .map((key) => `${key}: reported ${report[key]} s, the whole process took ${wallSeconds.toFixed(3)} s`);
}

/** A table of the user's is stored with the result; what it calls itself cannot be known beforehand. */
const reportedMechanism = (config: BenchmarkConfig, { mechanism }: WorkloadReport): string =>
  mechanism && mechanismOf(config) === ownMechanismFile ? ownMechanismFile : (mechanism?.name ?? "none");

/** Every way in which a report describes another run than the one asked for. */
function differencesFromAsked(config: BenchmarkConfig, threads: number, report: WorkloadReport): string[] {
  const size = gridSizes[config.domain.resolution];
  const compared: [what: string, asked: string | number, reported: string | number][] = [
    ["simulation", config.simulation_type, report.simulation],
    ["resolution", config.domain.resolution, report.grid.resolution],
    ["longitudes", size.nlon, report.grid.nlon],
    ["latitudes", size.nlat, report.grid.nlat],
    ["levels", config.domain.levels, report.grid.nlev],
    hasMechanism(config)
      ? ["mechanism", mechanismOf(config), reportedMechanism(config, report)]
      : ["tracers", proxyWorkloadOf(config).tracers, report.tracers ?? "none"],
    ["simulated seconds", simulatedHours(config) * 3600, report.simulated_seconds],
    ["threads", threads, report.threads],
  ];
  return compared
    .filter(([, asked, reported]) => asked !== reported)
    .map(([what, asked, reported]) => `${what}: asked ${asked}, reported ${reported}`);
}
