import { type BenchmarkConfig, simulatedHours, tracersOf } from "../../contract/benchmark-config.ts";
import type { WorkloadReport } from "../../contract/workload-report.ts";
import { diagnoseExit } from "../workload/diagnose-exit.ts";
import { completedUnless, failed, interrupted, type SampleOutcome } from "../workload/sample-outcome.ts";
import type { WorkloadExit } from "../workload/spawn-workload.ts";
import type { ReportReading } from "./read-report.ts";
import { hasMechanism, mechanismOf, ownMechanismFile } from "./proxy-command.ts";

/** Longitudes and latitudes of GEOS-Chem's global grids (half-size polar boxes). */
const gridSizes: Readonly<Record<string, { nlon: number; nlat: number }>> = {
  "4x5": { nlon: 72, nlat: 46 },
  "2x2.5": { nlon: 144, nlat: 91 },
};

/**
 * Whether one run counts. It fails closed: exit code 0 alone proves nothing, and neither does a report that says it
 * passed while its own figures say otherwise.
 */
export function judgeRun(
  config: BenchmarkConfig,
  threads: number,
  exit: WorkloadExit,
  { report, fault }: ReportReading,
): SampleOutcome {
  const ended = exit.signal === null && (exit.exitCode === 0 || exit.exitCode === 3);
  if (exit.interrupted && !(ended && report)) return interrupted;
  if (!ended) return failed(diagnoseExit(exit));
  if (!report) {
    return failed(
      `The workload ended with exit code ${exit.exitCode}, but there is no valid report of it: ${fault}`,
    );
  }
  return completedUnless([
    ...failedChecks(report),
    ...(exit.exitCode === 3 ? ["the workload says that its verification failed (exit code 3)"] : []),
    ...contradictions(config, threads, report, exit.wallSeconds),
  ]);
}

function failedChecks({ verification }: WorkloadReport): string[] {
  const unpassed = verification.checks.filter(
    ({ passed, value, limit }) => !passed || value === null || value > limit,
  );
  const faults = unpassed.map(
    ({ name, value, limit, unit }) => `${name} is ${value ?? "not a number"} (limit ${limit} ${unit})`,
  );
  if (!verification.passed && faults.length === 0) faults.push("the report says that it did not pass");
  return faults;
}

/** What the runner, which knows what it asked for and how long it took, finds wrong with a report. */
export function contradictions(
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

type Compared = [what: string, asked: string | number, reported: string | number];

const mechanismCompared = (config: BenchmarkConfig, report: WorkloadReport): Compared[] =>
  hasMechanism(config) ? [["mechanism", mechanismOf(config), reportedMechanism(config, report)]] : [];

/** Every way in which a report describes another run than the one asked for. */
function differencesFromAsked(config: BenchmarkConfig, threads: number, report: WorkloadReport): string[] {
  const size = gridSizes[config.domain.resolution];
  const compared: Compared[] = [
    ["simulation", config.simulation_type, report.simulation],
    ["resolution", config.domain.resolution, report.grid.resolution],
    ["longitudes", size?.nlon ?? "none", report.grid.nlon],
    ["latitudes", size?.nlat ?? "none", report.grid.nlat],
    ["levels", config.domain.levels, report.grid.nlev],
    ...mechanismCompared(config, report),
    // As many as a mechanism of one's own asks for, where the config does not say.
    ["tracers", tracersOf(config) ?? report.tracers ?? "none", report.tracers ?? "none"],
    ["simulated seconds", simulatedHours(config) * 3600, report.simulated_seconds],
    ["threads", threads, report.threads],
  ];
  return compared
    .filter(([, asked, reported]) => asked !== reported)
    .map(([what, asked, reported]) => `${what}: asked ${asked}, reported ${reported}`);
}
