import { DataAwsEc2InstanceTypeOfferings } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type-offerings/index.js";
import { DataAwsVpcEndpointService } from "@cdktf/provider-aws/lib/data-aws-vpc-endpoint-service/index.js";
import { BenchStack } from "../bench-stack.ts";
import type { Construct } from "../cdk.ts";

/** Names of the zones where EC2 offers an instance type, known to Terraform when it plans. */
export function zonesWithType(scope: Construct, type: string): string[] {
  return new DataAwsEc2InstanceTypeOfferings(scope, `offers-${type}`.replace(".", "-"), {
    locationType: "availability-zone",
    filter: [{ name: "instance-type", values: [type] }],
  }).locations;
}

/** Names of the zones where a service can have an interface endpoint, known to Terraform when it plans. */
export function zonesWithEndpoint(scope: Construct, service: string): string[] {
  return new DataAwsVpcEndpointService(scope, `endpoint-${service}`.replace(".", "-"), {
    serviceName: `com.amazonaws.${BenchStack.of(scope).region}.${service}`,
    serviceType: "Interface",
  }).availabilityZones;
}
