import type { RetryAction, RetryStrategy } from "@aws-sdk/client-batch";

/**
 * A retry strategy as Batch shows it, in definitions and jobs: one attempt and no rule, unless given. AWS answers the
 * actions in lower case, whatever was sent and whatever the model's enum says (terraform-provider-aws,
 * TestAccBatchJobDefinition_ContainerProperties_advanced).
 */
export function canonicalRetry({ attempts = 1, evaluateOnExit = [] }: RetryStrategy) {
  return {
    attempts,
    evaluateOnExit: evaluateOnExit.map(({ action, ...rule }) => ({
      ...rule,
      action: action?.toLowerCase() as RetryAction | undefined,
    })),
  };
}
