import type { JobDefinition as JobDefinitionDetail } from "@aws-sdk/client-batch";
import { canonicalRetry } from "../job/canonical-retry.ts";
import type { JobDefinition } from "./definition-store.ts";

/** A definition as DescribeJobDefinitions shows it. */
export function definitionDetail(
  { arn, revision, status, request, defined }: JobDefinition,
  tags: Readonly<Record<string, string>>,
): JobDefinitionDetail {
  return {
    ...request,
    jobDefinitionArn: arn,
    revision,
    status,
    ...(defined.kind === "container"
      ? { containerProperties: defined.container }
      : {
          nodeProperties: {
            ...defined.nodes,
            nodeRangeProperties: [...defined.nodes.nodeRangeProperties],
          },
        }),
    parameters: request.parameters ?? {},
    ...(request.retryStrategy && { retryStrategy: canonicalRetry(request.retryStrategy) }),
    containerOrchestrationType: "ECS",
    tags: { ...tags },
  };
}
