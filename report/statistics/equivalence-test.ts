import type { MeanDifference } from "./mean-difference.ts";
import { upperTailT } from "./student-t.ts";

/**
 * Two one-sided t tests (Schuirmann 1987): p of "the difference is not within ±`margin`". Small means equivalent.
 * The larger of the two one-sided p values.
 */
export function equivalenceTest(of: MeanDifference, margin: number): number {
  const { difference, standardError, degreesOfFreedom } = of;
  const distance = margin - Math.abs(difference);
  // Where nothing varies there is nothing to doubt.
  if (standardError === 0) return distance > 0 ? 0 : 1;
  return upperTailT(distance / standardError, degreesOfFreedom);
}
