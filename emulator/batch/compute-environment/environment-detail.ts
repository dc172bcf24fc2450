import type { ComputeEnvironmentDetail } from "@aws-sdk/client-batch";
import type { ComputeEnvironment } from "./compute-environment.ts";
import { computeResourcesDetail } from "./compute-resources.ts";
import { isOnInstances } from "./environment-kind.ts";

/** An environment as DescribeComputeEnvironments shows it; `desiredvCpus` is what its instances have at the moment. */
export function environmentDetail(
  environment: ComputeEnvironment,
  launchedVcpus: number,
  tags: Readonly<Record<string, string>>,
): ComputeEnvironmentDetail {
  const { name, arn, resources, unmanagedVcpus, updatePolicy, ...same } = environment;
  return {
    computeEnvironmentName: name,
    computeEnvironmentArn: arn,
    ...same,
    ...(unmanagedVcpus !== undefined && { unmanagedvCpus: unmanagedVcpus }),
    ...(resources && {
      computeResources: {
        ...computeResourcesDetail(resources),
        ...(isOnInstances(resources.type) && {
          desiredvCpus: Math.max(resources.minVcpus, launchedVcpus),
        }),
      },
    }),
    ...(updatePolicy && { updatePolicy: { ...updatePolicy } }),
    containerOrchestrationType: "ECS",
    tags: { ...tags },
  };
}
