import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import type { VpcAttachment } from "./vpc-attachment.ts";

export interface InstanceSecurityGroupProps {
  /** The network whose VPC the group is in: instances and group then cannot be in different VPCs. */
  readonly network: VpcAttachment;
}

const tls = { ipProtocol: "tcp", fromPort: 443, toPort: 443 } as const;

/**
 * The one security group, of instances and of the endpoints that they call: nothing comes in from outside it, and only
 * TLS goes out. Name service, time and instance metadata are link-local, which security groups do not filter.
 */
export class InstanceSecurityGroup extends Construct {
  readonly group: SecurityGroup;

  constructor(scope: Construct, id: string, { network }: InstanceSecurityGroupProps) {
    super(scope, id);
    const name = `${BenchStack.of(this).prefix}-instances`;
    this.group = new SecurityGroup(this, "Default", {
      name,
      description: "GEOS-Chem benchmark instances and the endpoints they call",
      vpcId: network.vpcId,
      tags: { Name: name },
    });
    const securityGroupId = this.group.id;

    new VpcSecurityGroupIngressRule(this, "from-members", {
      securityGroupId,
      description: "Endpoints take calls from instances",
      referencedSecurityGroupId: securityGroupId,
      ...tls,
    });
    new VpcSecurityGroupEgressRule(this, "to-members", {
      securityGroupId,
      description: "Instances call endpoints",
      referencedSecurityGroupId: securityGroupId,
      ...tls,
    });
    new VpcSecurityGroupEgressRule(this, "to-s3", {
      securityGroupId,
      description: "Image layers, input data and results through the S3 gateway endpoint",
      prefixListId: network.s3PrefixListId,
      ...tls,
    });
    if (network.reachesInternet) {
      new VpcSecurityGroupEgressRule(this, "to-internet", {
        securityGroupId,
        description: "Instances call the AWS APIs, which have no fixed addresses",
        cidrIpv4: "0.0.0.0/0",
        ...tls,
      });
    }
  }
}
