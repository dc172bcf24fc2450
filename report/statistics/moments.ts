export interface Moments {
  readonly n: number;
  readonly mean: number;
  /** With n − 1 in the denominator; `NaN` for a single value, which has none. */
  readonly variance: number;
}

/** Number, mean and variance of values. */
export function moments(values: readonly number[]): Moments {
  const n = values.length;
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / n;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { n, mean, variance: squares / (n - 1) };
}
