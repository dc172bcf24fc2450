import { PlacementGroup } from "@cdktf/provider-aws/lib/placement-group/index.js";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js";
import { Construct } from "../cdk.ts";

export interface FabricProps {
  /** Of the fleet. */
  readonly name: string;
  readonly vpcId: string;
}

/**
 * What joins the instances of a job of several nodes: one placement group, and a security group within which everything
 * passes, as the Elastic Fabric Adapter asks for (AWS Batch user guide, "Elastic Fabric Adapter").
 */
export class Fabric extends Construct {
  readonly placementGroup: PlacementGroup;
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, { name, vpcId }: FabricProps) {
    super(scope, id);
    this.placementGroup = new PlacementGroup(this, "placement", { name, strategy: "cluster" });
    this.securityGroup = new SecurityGroup(this, "Default", {
      name: `${name}-fabric`,
      description: `Nodes of ${name} among themselves`,
      vpcId,
      tags: { Name: `${name}-fabric` },
    });
    const securityGroupId = this.securityGroup.id;
    const among = { securityGroupId, referencedSecurityGroupId: securityGroupId, ipProtocol: "-1" };
    new VpcSecurityGroupIngressRule(this, "from-nodes", {
      ...among,
      description: "EFA between nodes of a job",
    });
    new VpcSecurityGroupEgressRule(this, "to-nodes", { ...among, description: "EFA between nodes of a job" });
  }
}
