import { DataAwsPrefixList } from "@cdktf/provider-aws/lib/data-aws-prefix-list/index.js";
import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet/index.js";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import type { AttachedSubnet, VpcAttachment } from "./vpc-attachment.ts";

export interface ExistingNetworkProps {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
}

/**
 * A VPC that is already there, with its own way to the AWS APIs. Each subnet is looked up by its id *and* the VPC's,
 * so that Terraform refuses the plan when one is in another VPC: the fault that otherwise shows as instances that
 * never come.
 */
export class ExistingNetwork extends Construct implements VpcAttachment {
  readonly vpcId: string;
  readonly subnets: readonly AttachedSubnet[];
  readonly s3PrefixListId: string;
  readonly reachesInternet = true;

  constructor(scope: Construct, id: string, { vpcId, subnetIds }: ExistingNetworkProps) {
    super(scope, id);
    this.vpcId = vpcId;
    this.subnets = subnetIds.map((subnetId) => {
      const filter = [{ name: "subnet-id", values: [subnetId] }];
      const { id: found, availabilityZone: zone } = new DataAwsSubnet(this, subnetId, { filter, vpcId });
      return { id: found, zone, name: subnetId };
    });
    this.s3PrefixListId = new DataAwsPrefixList(this, "s3", {
      name: `com.amazonaws.${BenchStack.of(this).region}.s3`,
    }).id;
  }
}
