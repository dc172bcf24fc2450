import type { GeosChemReport } from "../../contract/geos-chem-report.ts";
import type { EndedRun, RunReading } from "../engine/engine.ts";
import { diagnoseExit } from "../workload/diagnose-exit.ts";
import { diagnoseModel } from "./log/diagnose-model.ts";
import { modelContradictions, notVerified, verifyModelRun } from "./judge-model-run.ts";
import { exitMeanings } from "./model-command.ts";
import type { ModelLog } from "./log/model-log.ts";
import type { OutputFiles } from "./run-directory/output-files.ts";
import type { Timers } from "./log/read-timers.ts";
import type { SimulationPlan } from "./simulations.ts";
import { totalTimer } from "./log/timer-names.ts";

export interface ModelRun {
  readonly plan: SimulationPlan;
  readonly threads: number;
  readonly ended: EndedRun;
  readonly log: ModelLog;
  readonly timers: Timers;
  readonly output: OutputFiles;
  readonly files: RunReading["files"];
}

/** What a run amounts to, by its exit, its log, its timers and the files it left. Exit code 0 alone proves nothing. */
export function readModelRun(run: ModelRun): RunReading {
  const { log, ended, timers, plan, threads } = run;
  const { exit } = ended;
  const phases = timers.timers.flatMap(({ name, seconds }) =>
    seconds === null ? [] : [{ name, wall_s: seconds, cpu_s: null, calls: null }],
  );
  const unfinished = whyUnfinished(run);
  if (unfinished) {
    return {
      ...unfinished,
      phases,
      report: null,
      mainLoop: undefined,
      files: run.files,
      contradictions: [],
      answer: null,
    };
  }
  const mainLoop = mainLoopOf(log);
  const evidence = { log, timers, wallSeconds: exit.wallSeconds, ...run.output };
  const verification = verifyModelRun(plan, evidence);
  const contradictions = modelContradictions(plan, log, threads);
  const report: GeosChemReport = {
    report_version: 1,
    program: "gcclassic",
    version: log.version,
    compiler: log.compiler,
    compiler_options: null,
    simulation: plan.name,
    met_field: plan.metField,
    grid: { resolution: plan.resolution, nlev: plan.levels },
    start: plan.start.toISOString(),
    end: plan.end.toISOString(),
    steps: log.steps,
    threads,
    phases,
    timers_from: timers.from,
    total_wall_s: timers.timers.find(({ name }) => name === totalTimer)?.seconds ?? null,
    main_loop: mainLoop
      ? { wall_s: mainLoop.wallSeconds, simulated_hours: mainLoop.simulatedDays * 24 }
      : null,
    verification,
    not_verified: notVerified(evidence, run.output.hasHemcoRestart),
  };
  const faults = [
    ...verification.checks
      .filter(({ passed }) => !passed)
      .map(({ name, value, limit, unit }) => `${name}: ${value ?? "unknown"} (limit ${limit} ${unit})`),
    ...[...run.output.missingRestart, ...run.output.missingOutput].map((name) => `${name} is missing`),
    ...contradictions,
  ];
  return {
    outcome: faults.length === 0 ? "completed" : "verification-failed",
    reason: faults.length === 0 ? null : `Verification failed: ${faults.join("; ")}.`,
    report,
    phases,
    mainLoop,
    files: [{ name: "report.json", text: `${JSON.stringify(report, null, 2)}\n` }, ...run.files],
    contradictions,
    answer: null,
  };
}

function whyUnfinished({ ended, log }: ModelRun): Pick<RunReading, "outcome" | "reason"> | undefined {
  const { exit, interrupted, outOfMemory } = ended;
  const isOk = exit.exitCode === 0 && exit.signal === null;
  if (isOk && log.hasEndBanner) return undefined;
  if (interrupted) {
    return { outcome: "interrupted", reason: "The run was interrupted by a signal to the job." };
  }
  const reached = log.last
    ? `It had reached ${log.last.date.toISOString().slice(0, 16)}Z.`
    : "It had not reached its first time step.";
  const how = isOk
    ? "The model ended with exit code 0, but without the banner END OF GEOS-CHEM: it did not finish."
    : diagnoseExit(exit, { outOfMemory, codes: exitMeanings });
  return {
    outcome: "failed",
    reason: [how, reached, diagnoseModel(log.errors, exit.lastErrors)].join(" ").trimEnd(),
  };
}

/** From the first to the last step's line: initialisation comes before, the last step's work and the files' after. */
function mainLoopOf({ first, last }: ModelLog): RunReading["mainLoop"] {
  if (!first || !last) return undefined;
  const wallSeconds = last.seconds - first.seconds;
  const simulatedDays = (last.date.getTime() - first.date.getTime()) / 86_400_000;
  return wallSeconds > 0 && simulatedDays > 0 ? { wallSeconds, simulatedDays } : undefined;
}
