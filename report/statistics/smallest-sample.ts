/** Below this many on each side nothing is judged, however few the comparisons are. */
const atLeast = 5;

/**
 * The smallest n for which n against n values can reach an adjusted p of `alpha` among `contrasts` comparisons:
 * 2/C(2n, n) ≤ α/m, and at least 5.
 */
export function smallestSample(contrasts: number, alpha = 0.05): number {
  let n = 1;
  let divisions = 2;
  while (n < atLeast || 2 / divisions > alpha / contrasts) {
    n += 1;
    divisions *= (2 * n * (2 * n - 1)) / n ** 2;
  }
  return n;
}

/** The same for pairs, of which all signs are tried: 2/2ⁿ ≤ α/m, and at least 5. */
export function fewestPairs(contrasts: number, alpha = 0.05): number {
  return Math.max(atLeast, Math.ceil(Math.log2((2 * contrasts) / alpha)));
}
