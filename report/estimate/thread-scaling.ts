/** Threads at which the factor is 1. */
const referenceThreads = 16;

/**
 * Time with `threads` threads over time with 16, by Amdahl's law with serial fraction `f` in (0, 1): (f + (1−f)/N) /
 * (f + (1−f)/16).
 */
export function threadScaling(threads: number, serialFraction: number): number {
  const time = (n: number) => serialFraction + (1 - serialFraction) / n;
  return time(threads) / time(referenceThreads);
}
