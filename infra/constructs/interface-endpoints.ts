import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint/index.js";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import type { InstanceSecurityGroup } from "./instance-security-group.ts";
import type { VpcAttachment } from "./vpc-attachment.ts";

export interface InterfaceEndpointsProps {
  readonly network: VpcAttachment;
  readonly securityGroup: InstanceSecurityGroup;
  /** Names of the services: {@link endpointServices}. */
  readonly services: readonly string[];
}

/**
 * What Batch on EC2 calls from a VPC without a way out: the three ECS endpoints for the agent, the two of ECR for the
 * image, CloudWatch Logs for the log driver (Batch user guide, "Access AWS Batch using an interface endpoint"); and Batch
 * itself where jobs submit jobs, as those do that plan scheduled suites.
 */
const batchServices = ["ecs", "ecs-agent", "ecs-telemetry", "ecr.api", "ecr.dkr", "logs"] as const;

/** And Batch where jobs submit jobs; SNS where somebody wants to be told what closing jobs found. Each $7.30 a month. */
export const endpointServices = (wanted: {
  readonly submitJobs: boolean;
  readonly tells: boolean;
}): readonly string[] => [
  ...batchServices,
  ...(wanted.submitJobs ? ["batch"] : []),
  ...(wanted.tells ? ["sns"] : []),
];

/**
 * Interface endpoints in one zone: instances of the other zones call across, at $0.01 per GB, rather than pay for each
 * endpoint once more. About $7.30 a month for each (list price of $0.01 per endpoint and hour).
 */
export class InterfaceEndpoints extends Construct {
  constructor(scope: Construct, id: string, { network, securityGroup, services }: InterfaceEndpointsProps) {
    super(scope, id);
    const { prefix, region } = BenchStack.of(this);
    for (const service of services) {
      new VpcEndpoint(this, service.replace(".", "-"), {
        vpcId: network.vpcId,
        serviceName: `com.amazonaws.${region}.${service}`,
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: network.subnets.slice(0, 1).map(({ id: subnetId }) => subnetId),
        securityGroupIds: [securityGroup.group.id],
        tags: { Name: `${prefix}-${service}` },
      });
    }
  }
}
