import { moments } from "./moments.ts";
import { seededRandom } from "./seeded-random.ts";

export interface PermutationTest {
  /** Two-sided. */
  readonly p: number;
  readonly method:
    | { readonly kind: "enumerated"; readonly divisions: number }
    | { readonly kind: "drawn"; readonly divisions: number; readonly seed: number };
}

/** Up to so many values on each side all divisions are enumerated: 12,870 of 8 against 8. */
const enumeratedUpTo = 8;

/** How divisions are drawn where there are too many to enumerate. */
export interface Drawing {
  readonly seed: number;
  readonly draws: number;
}

export const usualDrawing: Drawing = { seed: 1, draws: 20_000 };

/**
 * The permutation test of a difference of means, two-sided: the fraction of divisions of all values into groups of
 * these sizes whose means differ at least as much. Drawn divisions count the observed one (Phipson and Smyth 2010),
 * so p is never 0.
 */
export function permutationTest(
  a: readonly number[],
  b: readonly number[],
  drawing = usualDrawing,
): PermutationTest {
  const all = [...a, ...b];
  const { mean } = moments(all);
  // With the common mean taken away, the difference of means is a multiple of the sum over one group.
  const values = Float64Array.from(all, (value) => value - mean);
  const observed = Math.abs(values.subarray(0, a.length).reduce((sum, value) => sum + value, 0));
  // Divisions that are equal but for rounding are as extreme as the observed one.
  const limit = observed - 1e-12 * values.reduce((sum, value) => sum + Math.abs(value), 0);
  if (Math.max(a.length, b.length) <= enumeratedUpTo) {
    const { extreme, divisions } = enumerate(values, a.length, limit);
    return { p: extreme / divisions, method: { kind: "enumerated", divisions } };
  }
  const { seed, draws } = drawing;
  const extreme = draw(values, a.length, limit, drawing);
  return { p: (extreme + 1) / (draws + 1), method: { kind: "drawn", divisions: draws, seed } };
}

function enumerate(values: Float64Array, size: number, limit: number) {
  let extreme = 0;
  let divisions = 0;
  const choose = (from: number, left: number, sum: number): void => {
    const end = values.length - left;
    if (left > 1) {
      for (let index = from; index <= end; index += 1) {
        choose(index + 1, left - 1, sum + (values[index] as number));
      }
      return;
    }
    for (let index = from; index <= end; index += 1) {
      if (Math.abs(sum + (values[index] as number)) >= limit) extreme += 1;
    }
    divisions += end - from + 1;
  };
  choose(0, size, 0);
  return { extreme, divisions };
}

function draw(values: Float64Array, size: number, limit: number, { seed, draws }: Drawing): number {
  const random = seededRandom(seed);
  const order = values.slice();
  let extreme = 0;
  for (let count = 0; count < draws; count += 1) {
    let sum = 0;
    for (let index = 0; index < size; index += 1) {
      const other = index + random.below(order.length - index);
      const value = order[other] as number;
      order[other] = order[index] as number;
      order[index] = value;
      sum += value;
    }
    if (Math.abs(sum) >= limit) extreme += 1;
  }
  return extreme;
}
