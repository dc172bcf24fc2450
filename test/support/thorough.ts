import type { TestContext } from "vitest";

/** Whether this run proves every variant: under CI=true, or when GCBENCH_THOROUGH is set. */
export const isThorough = process.env["CI"] === "true" || Boolean(process.env["GCBENCH_THOROUGH"]);

/**
 * What `npm test` leaves to such a run: the same is proved by another test that takes longer or covers more, or it takes
 * minutes and changes only with code that few changes touch.
 */
export const thoroughOnly = {
  "statistics by simulation": "what the statistics promise, by a thousand seeds each (npm run test:proof)",
  "second Graviton": "the tuned build for Graviton4: Graviton3's is run in every run",
  "two environments":
    "two environments in one account, one with a Spot fleet, the other in its VPC, changed in place: the default environment is deployed in every run",
  "killed environment":
    "an environment killed and started again on a real engine (50 times: npm run test:crashes): the same on the virtual clock is in every run",
} as const;

/** Skips the test where the run is not a thorough one. */
export function onlyThorough(context: TestContext, what: keyof typeof thoroughOnly): void {
  if (!isThorough) context.skip(`left to CI=true or GCBENCH_THOROUGH=1: ${thoroughOnly[what]}`);
}
