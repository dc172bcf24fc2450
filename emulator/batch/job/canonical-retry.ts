import type { RetryStrategy } from "@aws-sdk/client-batch";

/** A retry strategy as Batch shows it, in definitions and jobs: one attempt and no rule, unless given. */
export function canonicalRetry({ attempts = 1, evaluateOnExit = [] }: RetryStrategy = {}) {
  return { attempts, evaluateOnExit };
}
