import type { SeededRandom } from "../../report/statistics/seeded-random.ts";

/** Made-up noise of mean 0 and standard deviation 1 (the sample's, for t3, converges slowly). */
export const noises = {
  normal: (random: SeededRandom) => random.normal(),
  /** Student's t with 3 degrees of freedom: far-off values are common. */
  t3: (random: SeededRandom) => {
    const chiSquare = random.normal() ** 2 + random.normal() ** 2 + random.normal() ** 2;
    return random.normal() / Math.sqrt(chiSquare);
  },
  /** Skewed: most a little below, some far above. */
  lognormal: (random: SeededRandom) =>
    (Math.exp(random.normal()) - Math.exp(0.5)) / Math.sqrt((Math.E - 1) * Math.E),
  /** Two kinds of instance. */
  bimodal: (random: SeededRandom) => (random.uniform() < 0.5 ? -0.97 : 0.97) + 0.243 * random.normal(),
};

export type Noise = (random: SeededRandom) => number;
