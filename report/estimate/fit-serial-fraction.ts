import type { Observation } from "./pool-runs.ts";
import { threadScaling } from "./thread-scaling.ts";
import { spreadFloor } from "./spread-floor.ts";

/**
 * What cannot use more than one thread, before runs say otherwise. 0.09 is what the model's wiki means ("GEOS-Chem
 * scalability", v11-02c: 30 cores about 2 times as fast as 6); 1.8 to 2.2 times would be 0.12 to 0.07, a factor of 1.3.
 */
const prior = { median: 0.09, logSpread: Math.log(1.3) };

/**
 * The most probable serial fraction: least squares in logarithms over runs that differ in their threads alone (same
 * observer, machine, grid and levels, so that nothing else is taken for it), with the prior as one more square.
 */
export function fitSerialFraction(observations: readonly Observation[]): number {
  const series = byThreadsAlone(observations);
  if (series.length === 0) return prior.median;
  const cost = (logFraction: number): number => {
    const fraction = Math.exp(logFraction);
    let sum = ((logFraction - Math.log(prior.median)) / prior.logSpread) ** 2;
    for (const runs of series) {
      const logs = runs.map((of) => Math.log(of.secondsPerDay / threadScaling(of.threads, fraction)));
      const mean = logs.reduce((total, log) => total + log, 0) / logs.length;
      for (const log of logs) sum += ((log - mean) / spreadFloor(runs)) ** 2;
    }
    return sum;
  };
  return Math.exp(minimum(cost, Math.log(0.001), Math.log(0.9)));
}

function byThreadsAlone(observations: readonly Observation[]): Observation[][] {
  const series = new Map<string, Observation[]>();
  for (const of of observations) {
    const key = JSON.stringify([of.observer, of.machine, of.resolution, of.levels]);
    series.set(key, [...(series.get(key) ?? []), of]);
  }
  return [...series.values()].filter((runs) => runs.length > 1);
}

/** Golden-section search; the function has one minimum between the ends. */
function minimum(of: (x: number) => number, low: number, high: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [low, high];
  while (b - a > 1e-9) {
    const [left, right] = [b - golden * (b - a), a + golden * (b - a)];
    if (of(left) < of(right)) b = right;
    else a = left;
  }
  return (a + b) / 2;
}
