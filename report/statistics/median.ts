/** The middle value, or the mean of the two middle ones; `NaN` of nothing. */
export function median(values: readonly number[]): number {
  return middleOfSorted(values.toSorted((a, b) => a - b));
}

/** The same of values in their order. */
export function middleOfSorted(sorted: ArrayLike<number>): number {
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}
