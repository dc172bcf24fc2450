import type { JobDefinition as JobDefinitionDetail } from "@aws-sdk/client-batch";
import { canonicalRetry } from "../job/canonical-retry.ts";
import type { JobDefinition } from "./definition-store.ts";

/** A definition as DescribeJobDefinitions shows it. */
export function definitionDetail(
  { arn, revision, status, request, container }: JobDefinition,
  tags: Readonly<Record<string, string>>,
): JobDefinitionDetail {
  return {
    ...request,
    jobDefinitionArn: arn,
    revision,
    status,
    containerProperties: container,
    parameters: request.parameters ?? {},
    ...(request.retryStrategy && { retryStrategy: canonicalRetry(request.retryStrategy) }),
    containerOrchestrationType: "ECS",
    tags: { ...tags },
  };
}
