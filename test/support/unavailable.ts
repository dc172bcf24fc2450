import type { TestContext } from "vitest";

/**
 * Ends the test as skipped, with the reason. Under CI=true the machine has been given everything, so there a missing
 * part is a failure: a skip must not hide that half of the suite never ran.
 */
export function unavailable(context: TestContext, reason: string): never {
  if (process.env.CI === "true") throw new Error(`This must be available under CI=true: ${reason}`);
  context.skip(reason);
  throw new Error("context.skip returned");
}
