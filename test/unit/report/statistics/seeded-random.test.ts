import { expect, test } from "vitest";
import { moments } from "../../../../report/statistics/moments.ts";
import { seededRandom } from "../../../../report/statistics/seeded-random.ts";

const seeds = Array.from({ length: 2000 }, (_, index) => index + 1);

test("the same seed, the same numbers", () => {
  const [one, same, other] = [seededRandom(7), seededRandom(7), seededRandom(8)];
  const first = [one.uniform(), one.normal(), one.below(100)];
  expect([same.uniform(), same.normal(), same.below(100)]).toEqual(first);
  expect([other.uniform(), other.normal(), other.below(100)]).not.toEqual(first);
});

test.each([0, 1, 2])("number %i of neighbouring seeds is as random as the numbers of one", (skipped) => {
  const drawn = seeds.map((seed) => {
    const random = seededRandom(seed);
    for (let count = 0; count < skipped; count += 1) random.normal();
    return random.normal();
  });
  const { mean, variance } = moments(drawn);
  // Five standard errors.
  expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(seeds.length));
  expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / seeds.length));
});
