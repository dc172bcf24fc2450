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
    ...properties(defined),
    parameters: request.parameters ?? {},
    ...(request.retryStrategy && { retryStrategy: canonicalRetry(request.retryStrategy) }),
    containerOrchestrationType: defined.kind === "pod" ? "EKS" : "ECS",
    tags: { ...tags },
  };
}

function properties(
  defined: JobDefinition["defined"],
): Pick<JobDefinitionDetail, "containerProperties" | "ecsProperties" | "nodeProperties" | "eksProperties"> {
  switch (defined.kind) {
    case "container":
      return { containerProperties: defined.container };
    case "task":
      return { ecsProperties: { taskProperties: [defined.task] } };
    case "nodes":
      return {
        nodeProperties: {
          ...defined.nodes,
          nodeRangeProperties: [...defined.nodes.nodeRangeProperties],
        },
      };
    case "pod":
      return { eksProperties: defined.eks };
  }
}
