interface Span {
  readonly begin: number;
  readonly end: number;
}

/** Beyond it, more than three quarters of all pairs lie in the same order. */
export const interleavedUpTo = 0.5;

/**
 * How far two arms lie apart in time: −1 where everything of the candidate ran before everything of the baseline, 1
 * where after, 0 where they interleave or ran at the same time. The mean over all pairs (a rank-biserial
 * correlation); `null` where a time is not known.
 */
export function orderInTime(
  baseline: readonly (Span | null)[],
  candidate: readonly (Span | null)[],
): number | null {
  let order = 0;
  for (const a of baseline) {
    for (const b of candidate) {
      if (!a || !b) return null;
      if (a.end <= b.begin) order += 1;
      else if (b.end <= a.begin) order -= 1;
    }
  }
  return order / (baseline.length * candidate.length);
}
