import { describe, expect, test } from "vitest";
import { tInterval, welch } from "../../../report/statistics/mean-difference.ts";
import { seededRandom } from "../../../report/statistics/seeded-random.ts";
import { noises, type Noise } from "../../support/noise.ts";

const trials = 4000;

function coverage(n: number, noise: Noise, wider: number): number {
  const random = seededRandom(n);
  let covered = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const arm = (spread: number) => Array.from({ length: n }, () => spread * noise(random));
    const [low, high] = tInterval(welch(arm(1), arm(wider)), 0.95);
    if (low <= 0 && 0 <= high) covered += 1;
  }
  return covered / trials;
}

describe("how often the 95 % interval of the ratio holds the true one", () => {
  test.each(Object.entries(noises))("%s noise, n from 3 to 10: at least 93 %", (name, noise) => {
    const found = [3, 4, 5, 6, 7, 8, 9, 10].map((n) => coverage(n, noise, 1));
    console.log(`coverage, ${name}: ${found.map((value) => (100 * value).toFixed(1)).join(" ")} %`);
    for (const value of found) expect(value).toBeGreaterThanOrEqual(0.93);
  });

  test("one arm spreads twice as widely as the other", () => {
    const found = [3, 4, 5, 6, 7, 8, 9, 10].map((n) => coverage(n, noises.normal, 2));
    console.log(`coverage, unequal spread: ${found.map((value) => (100 * value).toFixed(1)).join(" ")} %`);
    for (const value of found) expect(value).toBeGreaterThanOrEqual(0.93);
  });
});
