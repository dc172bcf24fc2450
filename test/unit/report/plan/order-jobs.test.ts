import * as fc from "fast-check";
import { expect, test } from "vitest";
import { interleavedUpTo } from "../../../../report/compare/order-in-time.ts";
import { orderJobs } from "../../../../report/plan/order-jobs.ts";

const plans = fc.record({
  benchmarks: fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 8 }),
  replicates: fc.integer({ min: 1, max: 9 }),
  seed: fc.integer({ min: 1, max: 2 ** 31 }),
});

test("every block has each benchmark once, numbered through, and the same seed gives the same order", () => {
  fc.assert(
    fc.property(plans, ({ benchmarks, replicates, seed }) => {
      const jobs = orderJobs(benchmarks, replicates, seed);
      expect(jobs.map(({ number }) => number)).toEqual(
        Array.from({ length: benchmarks.length * replicates }, (_, index) => index + 1),
      );
      const blocks = Array.from(Map.groupBy(jobs, ({ block }) => block).values());
      expect(blocks).toHaveLength(replicates);
      for (const block of blocks) {
        expect(block.map(({ benchmark }) => benchmark).toSorted()).toEqual(benchmarks.toSorted());
      }
      expect(orderJobs(benchmarks, replicates, seed)).toEqual(jobs);
    }),
  );
});

test("from five replicates on, any two benchmarks interleave as the comparison asks for", () => {
  const benchmarks = ["a", "b", "c", "d"];
  for (let seed = 1; seed <= 200; seed += 1) {
    const jobs = orderJobs(benchmarks, 5, seed);
    const numbers = (of: string) =>
      jobs.filter(({ benchmark }) => benchmark === of).map(({ number }) => number);
    const pairs = numbers("a").flatMap((a) => numbers("b").map((b) => Math.sign(b - a)));
    const order = pairs.reduce((sum, of) => sum + of, 0) / pairs.length;
    expect(Math.abs(order)).toBeLessThanOrEqual(interleavedUpTo);
  }
});

test("another seed gives another order", () => {
  const orders = Array.from({ length: 20 }, (_, seed) =>
    JSON.stringify(orderJobs(["a", "b", "c"], 3, seed + 1)),
  );
  expect(new Set(orders).size).toBeGreaterThan(10);
});
