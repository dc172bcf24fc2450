import { sha256 } from "../contract/sha256.ts";
import { seededRandom, type SeededRandom } from "../report/statistics/seeded-random.ts";

/**
 * Random numbers of one thing of a scenario (a group's durations, an environment's interruptions): by its name, so that
 * variants that differ elsewhere meet the same ones, and their outcomes differ by what was varied.
 */
export const randomStream = (seed: number, ...of: readonly string[]): SeededRandom =>
  seededRandom(Number.parseInt(sha256([seed, ...of].join("/")).slice(0, 8), 16));
