/** A single value that stands out is a spike; two in a row can be a step. */
const shortestSegment = 2;

/**
 * Divides a series into segments of constant level: the division with the least sum of absolute deviations from
 * each segment's median plus `penalty` for every change (an L1 Potts functional, by dynamic programming). Returns
 * the index of the first value of every segment but the first, ascending. Robust: a far-off value draws a median no
 * further than a near one does.
 */
export function changePoints(values: readonly number[], penalty: number): number[] {
  const n = values.length;
  const costs = segmentCosts(values);
  const best = [-penalty];
  const begins: number[] = [];
  for (let end = 1; end <= n; end += 1) {
    best[end] = Number.POSITIVE_INFINITY;
    for (let begin = 0; begin <= end - shortestSegment; begin += 1) {
      const cost = (best[begin] as number) + penalty + (costs[begin]?.[end] as number);
      if (cost >= (best[end] as number)) continue;
      best[end] = cost;
      begins[end] = begin;
    }
  }
  const changes: number[] = [];
  for (let begin = begins[n] ?? 0; begin > 0; begin = begins[begin] as number) changes.unshift(begin);
  return changes;
}

/** [begin][end] → the sum of absolute deviations of values[begin, end) from their median. */
function segmentCosts(values: readonly number[]): number[][] {
  return values.map((_, begin) => {
    const sorted: number[] = [];
    const costs: number[] = [];
    for (let end = begin + 1; end <= values.length; end += 1) {
      const value = values[end - 1] as number;
      const at = sorted.findIndex((other) => other > value);
      sorted.splice(at === -1 ? sorted.length : at, 0, value);
      const half = sorted.length / 2;
      costs[end] = sorted.reduce(
        (sum, other, index) =>
          sum + (index < Math.floor(half) ? -other : index >= Math.ceil(half) ? other : 0),
        0,
      );
    }
    return costs;
  });
}
