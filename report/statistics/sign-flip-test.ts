import { seededRandom } from "./seeded-random.ts";
import { usualDrawing, type PermutationTest } from "./permutation-test.ts";

/** Up to so many pairs all signs are enumerated: 65,536. */
const enumeratedUpTo = 16;

/**
 * The permutation test of paired differences, two-sided (Fisher): the fraction of choices of signs whose mean is at
 * least as far from zero.
 */
export function signFlipTest(
  differences: readonly number[],
  { seed, draws } = usualDrawing,
): PermutationTest {
  const observed = Math.abs(differences.reduce((sum, value) => sum + value, 0));
  const limit = observed - 1e-12 * differences.reduce((sum, value) => sum + Math.abs(value), 0);
  const isExtreme = (flipped: (index: number) => boolean) =>
    Math.abs(differences.reduce((sum, value, index) => sum + (flipped(index) ? -value : value), 0)) >= limit;
  let extreme = 0;
  if (differences.length <= enumeratedUpTo) {
    const divisions = 2 ** differences.length;
    for (let signs = 0; signs < divisions; signs += 1) {
      if (isExtreme((index) => (signs & (1 << index)) !== 0)) extreme += 1;
    }
    return { p: extreme / divisions, method: { kind: "enumerated", divisions } };
  }
  const random = seededRandom(seed);
  for (let count = 0; count < draws; count += 1) {
    if (isExtreme(() => random.uniform() < 0.5)) extreme += 1;
  }
  return { p: (extreme + 1) / (draws + 1), method: { kind: "drawn", divisions: draws, seed } };
}
