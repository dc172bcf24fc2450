import type { JobDefinition as JobDefinitionDetail } from "@aws-sdk/client-batch";
import type { JobDefinition } from "./definition-store.ts";

/** A definition as DescribeJobDefinitions shows it. */
export function definitionDetail(
  { arn, revision, status, request }: JobDefinition,
  tags: Readonly<Record<string, string>>,
): JobDefinitionDetail {
  return {
    ...request,
    jobDefinitionArn: arn,
    revision,
    status,
    parameters: request.parameters ?? {},
    containerOrchestrationType: "ECS",
    tags: { ...tags },
  };
}
