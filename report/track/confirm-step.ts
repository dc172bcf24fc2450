import { changePoints } from "../statistics/change-points.ts";
import { pooledMoments } from "../statistics/mean-difference.ts";
import { median } from "../statistics/median.ts";
import { moments, type Moments } from "../statistics/moments.ts";
import { predict } from "../statistics/prediction-interval.ts";
import { twoSidedT } from "../statistics/student-t.ts";

/** Below it a change does not matter, as a ratio. */
const relevantRatio = 1.02;
const confirmationP = 0.001;

interface LevelShift {
  /** Of logarithms: new level less old. */
  readonly shift: number;
  readonly p: number;
}

/** Whether `after` lies on another level than `before`: significant, and large enough to matter. `null` where not. */
export function levelShift(before: Moments, after: Moments): LevelShift | null {
  const { difference, standardError, degreesOfFreedom } = pooledMoments(before, after);
  if (Math.abs(difference) < Math.log(relevantRatio)) return null;
  const p = twoSidedT(difference / standardError, degreesOfFreedom);
  return p < confirmationP ? { shift: difference, p } : null;
}

/**
 * Whether `after` is back on the level of `before`: half of what matters, so that a level near the limit does not
 * come and go.
 */
export function isBack(before: Moments, after: Moments): boolean {
  return Math.abs(after.mean - before.mean) < Math.log(relevantRatio) / 2;
}

/**
 * Whether a suspect value was the beginning of a step, by two fresh values from other instances. `beganAt` is the
 * index into before, suspect, fresh where the change-point detection puts it. `null`: no step.
 */
export function confirmStep(
  before: readonly number[],
  suspect: number,
  fresh: readonly number[],
): (LevelShift & { readonly beganAt: number }) | null {
  const level = moments(before);
  const found = levelShift(level, moments(fresh));
  if (!found || Math.sign(found.shift) !== Math.sign(suspect - level.mean)) return null;
  if (!fresh.every((value) => confirms(before, value, found.shift))) return null;
  const values = [...before, suspect, ...fresh];
  const beganAt = changePoints(values, stepPenalty(before, values.length)).at(-1);
  return beganAt === undefined ? null : { ...found, beganAt };
}

/** Each answer must show the step by itself: one that is far off must not speak for another that is not. */
function confirms(before: readonly number[], value: number, shift: number): boolean {
  const { mean } = moments(before);
  const same = Math.sign(value - mean) === Math.sign(shift);
  return same && Math.abs(value - mean) >= Math.log(relevantRatio) && predict(before, value, 0.95).p < 0.05;
}

/**
 * What a step must save: 3/2 ln n times the scale of Laplace's distribution, for its level and its place (the
 * modified information criterion of Zhang and Siegmund 2007, doi:10.1111/j.1541-0420.2006.00662.x).
 */
function stepPenalty(before: readonly number[], n: number): number {
  const middle = median(before);
  return 1.5 * Math.log(n) * moments(before.map((value) => Math.abs(value - middle))).mean;
}
