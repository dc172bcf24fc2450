import { Eip } from "@cdktf/provider-aws/lib/eip/index.js";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway/index.js";
import { NatGateway as AwsNatGateway } from "@cdktf/provider-aws/lib/nat-gateway/index.js";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association/index.js";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table/index.js";
import { Route } from "@cdktf/provider-aws/lib/route/index.js";
import { Subnet } from "@cdktf/provider-aws/lib/subnet/index.js";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import { subnetBlock } from "../config/cidr.ts";
import type { Network } from "./network.ts";

const everywhere = "0.0.0.0/0";

/**
 * A way out for the private subnets through one address in one zone: about $33 a month and $0.045 per GB, plus $3.60
 * for the address (list prices). Traffic with S3 stays on the gateway endpoint, which is free.
 */
export class NatGateway extends Construct {
  constructor(scope: Construct, id: string, { network }: { readonly network: Network }) {
    super(scope, id);
    const { vpcId } = network;
    const tags = { Name: `${BenchStack.of(this).prefix}-nat` };
    const internet = new InternetGateway(this, "internet", { vpcId, tags });

    // Only the gateway is in it. No subnet of this network hands out public addresses.
    const subnet = new Subnet(this, "subnet", {
      vpcId,
      cidrBlock: subnetBlock(network.cidr, 4, 15),
      availabilityZone: network.subnets[0]?.zone,
      mapPublicIpOnLaunch: false,
      tags,
    });
    const routes = new RouteTable(this, "routes", { vpcId, tags });
    new RouteTableAssociation(this, "subnet-routes", { subnetId: subnet.id, routeTableId: routes.id });
    new Route(this, "to-internet", {
      routeTableId: routes.id,
      destinationCidrBlock: everywhere,
      gatewayId: internet.id,
    });

    const address = new Eip(this, "address", { domain: "vpc", tags, dependsOn: [internet] });
    const gateway = new AwsNatGateway(this, "Default", {
      subnetId: subnet.id,
      allocationId: address.id,
      tags,
      dependsOn: [internet],
    });
    new Route(this, "from-private", {
      routeTableId: network.routeTable.id,
      destinationCidrBlock: everywhere,
      natGatewayId: gateway.id,
    });
  }
}
