import { moments, type Moments } from "./moments.ts";
import { tQuantile } from "./student-t.ts";

/** A difference (or a mean) with what Student's t distribution needs to judge it. */
export interface MeanDifference {
  readonly difference: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
}

/** mean(b) − mean(a), with unequal variances (Welch 1947). Needs two values in each. */
export function welch(a: readonly number[], b: readonly number[]): MeanDifference {
  const first = moments(a);
  const second = moments(b);
  const u = first.variance / first.n;
  const v = second.variance / second.n;
  const welchSatterthwaite = (u + v) ** 2 / (u ** 2 / (first.n - 1) + v ** 2 / (second.n - 1));
  return {
    difference: second.mean - first.mean,
    standardError: Math.sqrt(u + v),
    // Where nothing varies at all, the formula is 0/0 and any number of degrees of freedom is as good.
    degreesOfFreedom: u + v === 0 ? first.n + second.n - 2 : welchSatterthwaite,
  };
}

/** mean(b) − mean(a), with one variance for both (Student). For a few values against many: b may be a single one. */
export const pooled = (a: readonly number[], b: readonly number[]): MeanDifference =>
  pooledMoments(moments(a), moments(b));

/** The same of values of which the moments are known. */
export function pooledMoments(first: Moments, second: Moments): MeanDifference {
  const degreesOfFreedom = first.n + second.n - 2;
  const squares = ({ n, variance }: Moments) => (n === 1 ? 0 : variance * (n - 1));
  const variance = (squares(first) + squares(second)) / degreesOfFreedom;
  return {
    difference: second.mean - first.mean,
    standardError: Math.sqrt(variance * (1 / first.n + 1 / second.n)),
    degreesOfFreedom,
  };
}

/** The mean of differences that were taken pair by pair. Needs two. */
export function paired(differences: readonly number[]): MeanDifference {
  const { n, mean, variance } = moments(differences);
  return { difference: mean, standardError: Math.sqrt(variance / n), degreesOfFreedom: n - 1 };
}

/** The two-sided interval of a difference at a confidence, for example 0.95. */
export function tInterval(
  { difference, standardError, degreesOfFreedom }: MeanDifference,
  confidence: number,
): readonly [number, number] {
  if (standardError === 0) return [difference, difference];
  const half = tQuantile((1 + confidence) / 2, degreesOfFreedom) * standardError;
  return [difference - half, difference + half];
}
