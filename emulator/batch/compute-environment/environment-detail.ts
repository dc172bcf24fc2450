import type { ComputeEnvironmentDetail } from "@aws-sdk/client-batch";
import type { ComputeEnvironment } from "./compute-environment.ts";
import { computeResourcesDetail } from "./compute-resources.ts";

/** An environment as DescribeComputeEnvironments shows it; `desiredvCpus` is what its instances have at the moment. */
export function environmentDetail(
  environment: ComputeEnvironment,
  launchedVcpus: number,
  tags: Readonly<Record<string, string>>,
): ComputeEnvironmentDetail {
  const { name, arn, resources, updatePolicy, ...same } = environment;
  return {
    computeEnvironmentName: name,
    computeEnvironmentArn: arn,
    ...same,
    ...(resources && {
      computeResources: {
        ...computeResourcesDetail(resources),
        desiredvCpus: Math.max(resources.minVcpus, launchedVcpus),
      },
    }),
    ...(updatePolicy && { updatePolicy: { ...updatePolicy } }),
    containerOrchestrationType: "ECS",
    tags: { ...tags },
  };
}
