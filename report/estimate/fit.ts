import { moments } from "../statistics/moments.ts";
import { fitSerialFraction } from "./fit-serial-fraction.ts";
import { linearExponents, publishedExponents } from "./phase-exponents.ts";
import { phaseShares, relativeTime, type PhaseShare } from "./phase-shares.ts";
import type { Configuration, Observation, Pool } from "./pool-runs.ts";

/** An observation with how far it lies above the model's shape, in logarithms of seconds per day. */
export interface FittedObservation {
  readonly observation: Observation;
  readonly level: number;
}

export interface Fit {
  readonly fitted: readonly FittedObservation[];
  readonly phases: readonly PhaseShare[];
  readonly exponentSource: string | null;
  readonly serialFraction: number;
  readonly initialisationSeconds: number | null;
}

/** Exponents are not used when a run that they came from is in `without`: then it would be predicted from itself. */
export function fit(pool: Pool, without: readonly Observation[] = []): Fit {
  const observations = pool.observations.filter((of) => !without.includes(of));
  const leftOut = new Set(without.flatMap(({ runs }) => runs.map(({ id }) => id)));
  const exponents = publishedExponents.from.some((id) => leftOut.has(id))
    ? linearExponents
    : publishedExponents;
  const { initialisationSeconds } = pool;
  const phases = phaseShares(observations, exponents.of, initialisationSeconds ?? 0);
  const serialFraction = fitSerialFraction(observations);
  const fitted = observations.map((observation) => ({
    observation,
    level: Math.log(observation.secondsPerDay / relativeDay(phases, observation, serialFraction)),
  }));
  return { fitted, phases, exponentSource: exponents.source, serialFraction, initialisationSeconds };
}

/** Time of a simulated day in a configuration, over that at the reference with 16 threads. */
export function relativeDay(
  phases: readonly PhaseShare[],
  of: Configuration,
  serialFraction: number,
): number {
  return phases.reduce((sum, phase) => sum + relativeTime(phase, of, serialFraction), 0);
}

/** The mean level of some observations and how far single ones lie from it. */
export function levelOf(fitted: readonly FittedObservation[]): { mean: number; deviation: number } {
  const { mean, variance } = moments(fitted.map(({ level }) => level));
  return { mean, deviation: Math.sqrt(variance) };
}
