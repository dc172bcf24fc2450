import type { KnownRun } from "./known-run.ts";
import { fit, relativeDay } from "./fit.ts";
import { poolRuns, type Observation } from "./pool-runs.ts";
import { predictLevel } from "./predict-level.ts";

export interface LeftOutPrediction {
  readonly observation: Observation;
  /** Seconds per simulated day that the other runs predict. */
  readonly predicted: number;
  /** Predicted over observed, less 1. */
  readonly error: number;
  /** `null`: the rest is too little for an interval. */
  readonly intervalFactor: number | null;
  readonly inside: boolean | null;
}

/**
 * Predicts each observation of a kind from the others: all but itself, or all of other observers (the harder
 * question: somebody else's machine). Where nothing is left there is no prediction.
 */
export function leaveOneOut(
  runs: readonly KnownRun[],
  simulation: string,
  leave: "observation" | "observer",
): LeftOutPrediction[] {
  const pool = poolRuns(runs, simulation);
  return pool.observations.flatMap((observation): LeftOutPrediction[] => {
    const without =
      leave === "observation"
        ? [observation]
        : pool.observations.filter(({ observer }) => observer === observation.observer);
    const rest = fit(pool, without);
    const of = predictLevel(rest, observation.machine.instanceType);
    if (!of) return [];
    const predicted = Math.exp(of.level) * relativeDay(rest.phases, observation, rest.serialFraction);
    const error = predicted / observation.secondsPerDay - 1;
    const intervalFactor = of.intervalFactor.value;
    const inside = intervalFactor === null ? null : Math.abs(Math.log(1 + error)) <= Math.log(intervalFactor);
    return [{ observation, predicted, error, intervalFactor, inside }];
  });
}
