import { resultsBucketName, siteBucketName } from "../../contract/names.ts";
import { BenchStack } from "../bench-stack.ts";
import type { Construct } from "../cdk.ts";
import type { EnvironmentConfig } from "../config/environment.ts";
import type { EncryptionKey } from "../constructs/encryption-key.ts";
import { ExistingNetwork } from "../constructs/existing-network.ts";
import { FlowLogs } from "../constructs/flow-logs.ts";
import { InstanceSecurityGroup } from "../constructs/instance-security-group.ts";
import { endpointServices, InterfaceEndpoints } from "../constructs/interface-endpoints.ts";
import { NatGateway } from "../constructs/nat-gateway.ts";
import { Network } from "../constructs/network.ts";
import { s3EndpointPolicy } from "../constructs/s3-endpoint-policy.ts";
import type { VpcAttachment } from "../constructs/vpc-attachment.ts";

/** The network that a config asks for, and the security group in its VPC. */
export function addNetwork(
  scope: Construct,
  { network: config, logRetentionDays, fleets, inputBuckets, site, operations }: EnvironmentConfig,
  key: EncryptionKey,
): { network: VpcAttachment; securityGroup: InstanceSecurityGroup } {
  if ("vpcId" in config) {
    const existing = new ExistingNetwork(scope, "network", config);
    return {
      network: existing,
      securityGroup: new InstanceSecurityGroup(scope, "instances", { network: existing }),
    };
  }
  const { accountId, prefix } = BenchStack.of(scope);
  const results = resultsBucketName(accountId, prefix);
  const endpoints =
    config.egress === "interface-endpoints"
      ? endpointServices({ submitJobs: operations.schedules.length > 0, tells: operations.emails.length > 0 })
      : [];
  const network = new Network(scope, "network", {
    ...config,
    endpoints,
    instanceTypes: [...new Set(fleets.map(({ instanceType }) => instanceType))].toSorted(),
    s3Policy: s3EndpointPolicy(scope, {
      results,
      site: site ? siteBucketName(accountId, prefix) : undefined,
      input: inputBuckets,
    }),
  });
  new FlowLogs(scope, "flow-logs", { vpcId: network.vpcId, key, retentionDays: logRetentionDays });
  const securityGroup = new InstanceSecurityGroup(scope, "instances", { network });
  if (config.egress === "nat-gateway") new NatGateway(scope, "nat", { network });
  else new InterfaceEndpoints(scope, "endpoints", { network, securityGroup, services: endpoints });
  return { network, securityGroup };
}
