import { grids } from "./grids.ts";
import { phases, phaseSeconds, wholeRun, type PhaseName } from "./phases.ts";
import { loopSeconds, type Configuration, type Observation } from "./pool-runs.ts";
import { threadScaling } from "./thread-scaling.ts";

/** A phase of the model and its part of a run at 4x5, 72 levels. The parts of a run add up to 1. */
export interface PhaseShare {
  readonly name: PhaseName;
  readonly steps: "transportSteps" | "chemistrySteps";
  readonly share: number;
  readonly exponent: number;
}

export const reference = { resolution: "4x5", levels: 72 } as const;

/**
 * How a run divides into phases: the mean over the runs with complete timers, brought to the reference grid. Where
 * no run has them there is one phase.
 */
export function phaseShares(
  observations: readonly Observation[],
  exponents: Readonly<Partial<Record<PhaseName, number>>>,
  initialisation: number,
): PhaseShare[] {
  const exponentOf = (name: PhaseName) => exponents[name] ?? 1;
  const sums = new Map<PhaseName, number>();
  let count = 0;
  for (const { runs, resolution } of observations) {
    for (const run of runs) {
      const seconds =
        run.wallSeconds && phaseSeconds(run.timers, loopSeconds(run, run.wallSeconds, initialisation));
      if (!seconds) continue;
      count += 1;
      const atReference = phases.map(({ name, steps }) => {
        const phase = { name, steps, share: 1, exponent: exponentOf(name) };
        return [name, (seconds.get(name) ?? 0) / growth(phase, resolution)] as const;
      });
      const total = atReference.reduce((sum, [, value]) => sum + value, 0);
      for (const [name, value] of atReference) sums.set(name, (sums.get(name) ?? 0) + value / total);
    }
  }
  if (count === 0) return [{ ...wholeRun, share: 1, exponent: 1 }];
  return phases.map(({ name, steps }) => ({
    name,
    steps,
    share: (sums.get(name) ?? 0) / count,
    exponent: exponentOf(name),
  }));
}

/** How many times a phase takes as long on a grid as on the reference grid. */
function growth({ steps, exponent }: PhaseShare, resolution: Configuration["resolution"]): number {
  const [here, there] = [grids[resolution], grids[reference.resolution]];
  return (here.cells / there.cells) ** exponent * (here[steps] / there[steps]);
}

/** Time of a phase in a configuration over the time of a whole run at the reference with 16 threads. */
export function relativeTime(phase: PhaseShare, of: Configuration, serialFraction: number): number {
  const levels = of.levels / reference.levels;
  return phase.share * growth(phase, of.resolution) * levels * threadScaling(of.threads, serialFraction);
}
