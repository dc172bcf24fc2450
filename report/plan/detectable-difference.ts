import { unknownBecause, type Observed } from "../../contract/observed.ts";
import { smallestSample } from "../statistics/smallest-sample.ts";
import { power, type PlannedComparison, type Power } from "./power.ts";

export interface DetectableDifference {
  /** Ratio of the smallest difference whose adjusted p is at most 0.05 with the power asked for. */
  readonly byTest: Observed<number>;
  /** The same for the words better and worse. */
  readonly byWord: Observed<number>;
}

/** A factor of two; who plans for more needs no statistics. */
const largestRatio = 2;
/** Ratios closer than this are one. */
const resolution = 0.001;

/**
 * The smallest ratio above 1 (its inverse on the other side) that a plan finds with `wanted` power, by {@link
 * power}. `null` with the reason where none up to 2 is found so often.
 */
export function detectableDifference(planned: PlannedComparison, wanted = 0.8): DetectableDifference {
  const needs = smallestSample(planned.contrasts);
  if (planned.n < needs) {
    const reason = `n=${planned.n}: a family of ${planned.contrasts} needs ${needs} instances in each arm`;
    return { byTest: unknownBecause(reason), byWord: unknownBecause(reason) };
  }
  const known = new Map<number, Power>();
  const powerAt = (ratio: number): Power => {
    const at = known.get(ratio) ?? power(planned, ratio);
    known.set(ratio, at);
    return at;
  };
  const smallest = (by: keyof Power): Observed<number> =>
    smallestRatio(planned.n, (ratio) => powerAt(ratio)[by], wanted);
  return { byTest: smallest("test"), byWord: smallest("word") };
}

/** More than this nobody plans. */
const largestSample = 12;

/** The fewest instances in each arm with which "better" or "worse" have `wanted` power, of a factor of two at best. */
export function smallestForWord(planned: PlannedComparison, wanted = 0.8): Observed<number> {
  const first = Math.max(planned.n + 1, smallestSample(planned.contrasts));
  for (let n = first; n <= largestSample; n += 1) {
    if (power({ ...planned, n }, largestRatio).word >= wanted) return { value: n };
  }
  return unknownBecause(`none from ${first} to ${largestSample}`);
}

function smallestRatio(n: number, powerAt: (ratio: number) => number, wanted: number): Observed<number> {
  const most = powerAt(largestRatio);
  if (most < wanted) {
    return unknownBecause(`n=${n}: a factor of ${largestRatio} is found with power ${most.toFixed(2)} only`);
  }
  let [found, missed] = [Math.log(largestRatio), 0];
  while (found - missed > resolution) {
    const middle = (found + missed) / 2;
    if (powerAt(Math.exp(middle)) >= wanted) found = middle;
    else missed = middle;
  }
  return { value: Math.exp(found) };
}
