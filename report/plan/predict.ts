import type { BenchmarkConfig } from "../../contract/benchmark-config.ts";
import { unknownBecause, type Observed } from "../../contract/observed.ts";
import type { Figure } from "../estimate/estimate.ts";

/** What one job is expected to take and to cost. */
export interface Prediction {
  /** Wall time of all its runs, warm-ups included; s. Not the start of the instance, nor the canaries. */
  readonly seconds: Observed<Figure>;
  /** List price of the instance over that time. */
  readonly usd: Observed<Figure>;
  /** What it rests on, in words; `null` where nothing is known. */
  readonly basis: string | null;
}

export type Predict = (config: BenchmarkConfig) => Prediction;

/** The first of several bases that knows how long a job takes; where none does, every reason. */
export function firstKnown(...bases: readonly Predict[]): Predict {
  return (config) => {
    const reasons: string[] = [];
    for (const predict of bases) {
      const prediction = predict(config);
      if (prediction.seconds.value !== null) return prediction;
      reasons.push(prediction.seconds.reason);
    }
    return unpredicted(reasons.join("; "));
  };
}

export const unpredicted = (reason: string): Prediction => ({
  seconds: unknownBecause(reason),
  usd: unknownBecause(reason),
  basis: null,
});

/** How often a job runs its workload. */
export const runsOf = ({ repetitions, warmup }: BenchmarkConfig): number => repetitions + warmup;
