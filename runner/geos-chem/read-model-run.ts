import type { GeosChemReport } from "../../contract/geos-chem-report.ts";
import { explainFailure } from "../../contract/model-failures/explain-failure.ts";
import type { RunEvidence } from "../engine/engine.ts";
import { diagnoseExit } from "../workload/diagnose-exit.ts";
import { completedUnless, failed, interrupted, type SampleOutcome } from "../workload/sample-outcome.ts";
import type { WorkloadExit } from "../workload/spawn-workload.ts";
import { modelContradictions, notVerified, verifyModelRun } from "./judge-model-run.ts";
import { exitMeanings } from "./model-command.ts";
import type { ModelLog } from "../../contract/model-log/model-log.ts";
import { stepsOf } from "../../contract/model-log/steps-of.ts";
import type { OutputFiles } from "./run-directory/output-files.ts";
import type { Timers } from "../../contract/model-log/read-timers.ts";
import type { SimulationPlan } from "./simulation-plan.ts";
import { totalTimer } from "../../contract/model-log/timer-names.ts";

export interface ModelRun {
  readonly plan: SimulationPlan;
  readonly threads: number;
  readonly exit: WorkloadExit;
  readonly log: ModelLog;
  readonly timers: Timers;
  readonly output: OutputFiles;
  readonly inputDays: GeosChemReport["input_days"];
  readonly uptimeSeconds: number | undefined;
  readonly files: RunEvidence["files"];
}

/** What a run amounts to, by its exit, its log, its timers and the files it left. Exit code 0 alone proves nothing. */
export function readModelRun(run: ModelRun): SampleOutcome & RunEvidence {
  const { log, exit, timers, plan, threads } = run;
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
  const { mainLoop, count: steps } = stepsOf(log, plan.end);
  const { uptimeSeconds } = run;
  const evidence = { log, timers, wallSeconds: exit.wallSeconds, uptimeSeconds, ...run.output };
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
    grid: {
      resolution: plan.resolution,
      nlev: plan.levels,
      nested: plan.nested,
      ...(log.nlon !== undefined && { nlon: log.nlon }),
      ...(log.nlat !== undefined && { nlat: log.nlat }),
    },
    start: plan.start.toISOString(),
    end: plan.end.toISOString(),
    steps,
    threads,
    phases,
    timers_from: timers.from,
    total_wall_s: timers.timers.find(({ name }) => name === totalTimer)?.seconds ?? null,
    main_loop: mainLoop
      ? { wall_s: mainLoop.wallSeconds, simulated_hours: mainLoop.simulatedDays * 24 }
      : null,
    input_days: run.inputDays,
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
    ...completedUnless(faults),
    report,
    phases,
    mainLoop,
    files: [{ name: "report.json", text: `${JSON.stringify(report, null, 2)}\n` }, ...run.files],
    contradictions,
    answer: null,
  };
}

function whyUnfinished({ exit, log }: ModelRun): SampleOutcome | undefined {
  const isOk = exit.exitCode === 0 && exit.signal === null;
  if (isOk && log.hasEndBanner) return undefined;
  if (exit.interrupted) return interrupted;
  const reached = log.last
    ? `It had reached ${log.last.date.toISOString().slice(0, 16)}Z.`
    : "It had not reached its first time step.";
  const how = isOk
    ? "The model ended with exit code 0, but without the banner END OF GEOS-CHEM: it did not finish."
    : diagnoseExit(exit, exitMeanings);
  const complete = log.hasEndBanner ? "The run itself was complete (END OF GEOS-CHEM). " : "";
  const why = explainFailure(log.failures(), exit.lastErrors);
  return failed(`${complete}${[how, reached, why].join(" ")}`.trimEnd());
}
