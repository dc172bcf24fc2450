/**
 * Benjamini and Hochberg's step-up adjustment, in the order given: at adjusted p ≤ q, at most the fraction q of what is
 * found is expected to be false.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const descending = pValues
    .map((_, index) => index)
    .sort((a, b) => (pValues[b] as number) - (pValues[a] as number));
  const adjusted = pValues.map(() => 1);
  let smallest = 1;
  for (const [position, index] of descending.entries()) {
    const rank = pValues.length - position;
    smallest = Math.min(smallest, ((pValues[index] as number) * pValues.length) / rank);
    adjusted[index] = smallest;
  }
  return adjusted;
}
