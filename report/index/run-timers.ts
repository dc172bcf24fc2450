/** A timer of the workload, in seconds. */
export interface RunTimer {
  readonly name: string;
  readonly wall_s: number;
}

/** The timers of a run, as the index's column `phases` has them; this program has written it. */
export const timersOfRun = (phases: string): readonly RunTimer[] => JSON.parse(phases) as RunTimer[];
