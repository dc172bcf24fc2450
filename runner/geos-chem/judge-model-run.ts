import type { Check, Verification } from "../../contract/workload-report.ts";
import type { ModelLog } from "../../contract/model-log/model-log.ts";
import { timerError } from "../../contract/model-log/timer-error.ts";
import { gridName, metFieldName } from "../../contract/model-log/model-names.ts";
import type { SimulationPlan } from "./simulation-plan.ts";
import { isTopLevel, totalTimer } from "../../contract/model-log/timer-names.ts";
import type { Timers } from "../../contract/model-log/read-timers.ts";

export interface Evidence {
  readonly log: ModelLog;
  readonly timers: Timers;
  readonly wallSeconds: number;
  /** Since the machine was started; `undefined` where that cannot be read. */
  readonly uptimeSeconds?: number | undefined;
  /** Restart file of the end date and files of the collections that are not there, or empty. */
  readonly missingRestart: readonly string[];
  readonly missingOutput: readonly string[];
}

/** The checks of one run that ended with exit code 0. */
export function verifyModelRun(plan: SimulationPlan, evidence: Evidence): Verification {
  const { log, timers, missingRestart, missingOutput } = evidence;
  const uncovered = log.last ? (plan.end.getTime() - log.last.date.getTime()) / 1000 : null;
  const checks = [
    count("end banner missing from the log", log.hasEndBanner ? 0 : 1),
    check("simulated time after the last step", uncovered, (log.stepMs ?? 3_600_000) / 1000, "s"),
    count("restart file of the end date missing", missingRestart.length),
    count("output collections without a file", missingOutput.length),
    count("lines with NaN or Infinity in the log", log.notANumber),
    count("timers that are negative", timers.timers.filter(({ fault }) => fault === "negative").length),
    ...timerChecks(evidence),
  ];
  return { passed: checks.every(({ passed }) => passed), checks };
}

function timerChecks({ timers, wallSeconds, uptimeSeconds, log }: Evidence): Check[] {
  const total = timers.timers.find(({ name }) => name === totalTimer)?.seconds;
  if (total === undefined || total === null) return [];
  const parts = timers.timers.flatMap(({ name, seconds }) => (isTopLevel(name) ? (seconds ?? []) : []));
  // A part is started and stopped in every time step, the total once.
  const partError = timerError(uptimeSeconds, log.dates);
  const sum = parts.reduce((all, seconds) => all + seconds, 0);
  return [
    check("timers' sum beyond their total", sum - total, partError * (parts.length + 1), "s"),
    check("timers' total beyond the process", total - wallSeconds, timerError(uptimeSeconds, 1), "s"),
  ];
}

/** What a run gives no evidence of, in words. */
export function notVerified({ timers }: Evidence, hasHemcoRestart: boolean): string[] {
  const missing = !timers.timers.some(({ name, seconds }) => name === totalTimer && seconds !== null);
  const unreadable = timers.timers.filter(({ fault }) => fault === "not readable").map(({ name }) => name);
  return [
    "mass conservation and concentrations: the model's log has no check of them",
    "equality of repetitions: netCDF files carry their date of creation, so their bytes differ",
    ...(missing ? ["timers: there is no total to compare them with"] : []),
    ...(unreadable.length > 0 ? [`timers whose figures overflowed: ${unreadable.join(", ")}`] : []),
    ...(hasHemcoRestart ? [] : ["HEMCO's restart file: there is none; not every simulation writes one"]),
  ];
}

/** Every way in which the log describes another run than the one asked for. What it does not say is no contradiction. */
export function modelContradictions(plan: SimulationPlan, log: ModelLog, threads: number): string[] {
  type Value = string | number | boolean | Date | undefined;
  const compared: [what: string, asked: Value, found: Value, same?: (value: string) => string][] = [
    ["simulation", plan.name, log.simulation],
    ["grid resolution", plan.resolution, log.resolution, gridName],
    ["meteorology", plan.metField, log.metField, metFieldName],
    ["levels", plan.levels, log.levels],
    ["nested grid", plan.nested, log.nested],
    ["start of the run", plan.start, log.start],
    ["first time step", plan.start, log.first?.date],
    ["end of the run", plan.end, log.end],
    ["timers", true, log.timersOn],
  ];
  const shown = (value: Value): string => (value instanceof Date ? value.toISOString() : String(value));
  return [
    ...compared
      .filter(([, asked, found, same = String]) => {
        return found !== undefined && same(shown(found)) !== same(shown(asked));
      })
      .map(([what, asked, found]) => `${what}: asked ${shown(asked)}, the log has ${shown(found)}`),
    ...(log.openMp === false && threads > 1
      ? [`threads: asked ${threads}, the executable is built without OpenMP`]
      : []),
  ];
}

const count = (name: string, value: number): Check => check(name, value, 0, "count");

const check = (name: string, value: number | null, limit: number, unit: string): Check => ({
  name,
  value,
  limit,
  unit,
  passed: value !== null && value <= limit,
});
