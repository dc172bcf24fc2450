import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { mersenne } from "pure-rand/generator/mersenne";

export interface SeededRandom {
  /** In [0, 1). */
  uniform(): number;
  /** A whole number in [0, end). */
  below(end: number): number;
  /** Of mean 0 and variance 1. */
  normal(): number;
}

/**
 * Random numbers that are the same for the same seed, everywhere. A Mersenne twister, since its small seeds lie far
 * apart: the first numbers of xoroshiro128+ are alike for all of them.
 */
export function seededRandom(seed: number): SeededRandom {
  const generator = mersenne(seed);
  const uniform = () => uniformFloat64(generator);
  return {
    uniform,
    below: (end) => uniformInt(generator, 0, end - 1),
    // Box and Muller's transform; 1 - u is never 0, whose logarithm there is none of.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}
