import { compiled, incbet, incbi } from "cephes";

await compiled;

/** P(|T| ≥ |t|). Degrees of freedom may be fractional, as Welch's are. */
export function twoSidedT(t: number, degreesOfFreedom: number): number {
  return incbet(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + t * t));
}

/** P(T ≥ t). */
export function upperTailT(t: number, degreesOfFreedom: number): number {
  const tail = twoSidedT(t, degreesOfFreedom) / 2;
  return t < 0 ? 1 - tail : tail;
}

/** The t with P(T ≤ t) = p, for p in (0, 1). */
export function tQuantile(p: number, degreesOfFreedom: number): number {
  if (!Number.isInteger(degreesOfFreedom)) return newQuantile(p, degreesOfFreedom);
  // Whoever follows a series asks for the same few, a hundred thousand times.
  const ofP = quantiles.get(p) ?? new Map<number, number>();
  quantiles.set(p, ofP);
  const known = ofP.get(degreesOfFreedom) ?? newQuantile(p, degreesOfFreedom);
  ofP.set(degreesOfFreedom, known);
  return known;
}

/** By p, then by degrees of freedom; whole ones, of which there are few. */
const quantiles = new Map<number, Map<number, number>>();

function newQuantile(p: number, degreesOfFreedom: number): number {
  if (p === 0.5) return 0;
  const x = incbi(degreesOfFreedom / 2, 0.5, 2 * Math.min(p, 1 - p));
  return Math.sign(p - 0.5) * Math.sqrt(degreesOfFreedom / x - degreesOfFreedom);
}
