import { seededRandom } from "../statistics/seeded-random.ts";

/** A job's place in a plan. */
export interface OrderedJob {
  /** From 1, in the order of submission. */
  readonly number: number;
  /** From 1. Each block has one replicate of every benchmark. */
  readonly block: number;
  readonly benchmark: string;
}

/**
 * Random complete blocks: every benchmark once in each block, in an order of the block's own. So whatever changes over
 * hours meets all benchmarks alike, and any two interleave. The same seed gives the same order.
 */
export function orderJobs(benchmarks: readonly string[], replicates: number, seed: number): OrderedJob[] {
  const random = seededRandom(seed);
  const jobs: OrderedJob[] = [];
  for (let block = 1; block <= replicates; block += 1) {
    for (const benchmark of shuffled(benchmarks, (limit) => random.below(limit)))
      jobs.push({ number: jobs.length + 1, block, benchmark });
  }
  return jobs;
}

/** Fisher and Yates' shuffle: every order is equally likely. */
function shuffled<Value>(values: readonly Value[], below: (end: number) => number): Value[] {
  const left = [...values];
  const taken: Value[] = [];
  while (left.length > 0) taken.push(...left.splice(below(left.length), 1));
  return taken;
}
