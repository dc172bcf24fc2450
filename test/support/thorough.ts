import type { TestContext } from "vitest";

/** Whether this run proves every variant: under CI=true, or when GCBENCH_THOROUGH is set. */
export const isThorough = process.env["CI"] === "true" || Boolean(process.env["GCBENCH_THOROUGH"]);

/**
 * What `npm test` leaves to such a run: the same is proved by another test that takes longer or covers more, or it takes
 * minutes and changes only with code that few changes touch.
 */
export const thoroughOnly = {
  "statistics by simulation": "what the statistics promise, by a thousand seeds each (npm run test:proof)",
  "tuned builds under QEMU":
    "the tuned builds for Graviton under QEMU: the generic one there, and this machine's tuned one, are run in every run",
  "interrupted start":
    "Ctrl-C while a local environment starts: at the first step and while a job computes are in every run",
  "less of an environment":
    "the default environment and an existing VPC, validated by Terraform: one with everything is in every run",
  "two environments":
    "two environments in one account, one with a Spot fleet, the other in its VPC, changed in place: the default environment is deployed in every run",
  "killed environment":
    "an environment killed and started again on a real engine (50 times: npm run test:crashes): the same on the virtual clock is in every run",
} as const;

/** Skips the test where the run is not a thorough one. */
export function onlyThorough(context: TestContext, what: keyof typeof thoroughOnly): void {
  if (!isThorough) context.skip(`left to CI=true or GCBENCH_THOROUGH=1: ${thoroughOnly[what]}`);
}
