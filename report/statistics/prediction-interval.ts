import { pooledMoments, tInterval } from "./mean-difference.ts";
import { moments } from "./moments.ts";
import { twoSidedT } from "./student-t.ts";

export interface Prediction {
  /** Where one more value of the same kind lies, at the confidence asked for. */
  readonly interval: readonly [number, number];
  /** Two-sided p of the value that came. */
  readonly p: number;
}

/** Whether one new value is like those before it, of which it needs two: mean ± t s √(1 + 1/n). */
export function predict(before: readonly number[], value: number, confidence: number): Prediction {
  const known = moments(before);
  const { difference, standardError, degreesOfFreedom } = pooledMoments(known, moments([value]));
  const [low, high] = tInterval({ difference: known.mean, standardError, degreesOfFreedom }, confidence);
  const t = difference / standardError;
  return { interval: [low, high], p: Number.isNaN(t) ? 1 : twoSidedT(t, degreesOfFreedom) };
}
