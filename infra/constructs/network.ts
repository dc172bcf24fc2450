import { DataAwsAvailabilityZones } from "@cdktf/provider-aws/lib/data-aws-availability-zones/index.js";
import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group/index.js";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association/index.js";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table/index.js";
import { Subnet } from "@cdktf/provider-aws/lib/subnet/index.js";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint/index.js";
import { Vpc } from "@cdktf/provider-aws/lib/vpc/index.js";
import { BenchStack } from "../bench-stack.ts";
import { Construct, Fn } from "../cdk.ts";
import { subnetBlock } from "../config/cidr.ts";
import type { Egress } from "../config/network.ts";
import type { VpcAttachment } from "./vpc-attachment.ts";

export interface NetworkProps {
  /**
   * Address range of the VPC.
   * @default "10.20.0.0/16"
   */
  readonly cidr?: string;
  /**
   * Availability zones, one private subnet in each. More zones find capacity more easily; each costs nothing by itself.
   * @default 2
   */
  readonly zones?: number;
  /**
   * How instances reach the AWS APIs; see {@link NatGateway} and {@link InterfaceEndpoints} for what each costs.
   * @default "interface-endpoints"
   */
  readonly egress?: Egress;
}

/**
 * A VPC with private subnets and the S3 gateway endpoint, which is free and which image layers (ECR keeps them in S3),
 * input data and results all pass through. Nothing in it has a public address.
 */
export class Network extends Construct implements VpcAttachment {
  readonly cidr: string;
  readonly vpc: Vpc;
  readonly routeTable: RouteTable;
  readonly firstZone: string;
  readonly reachesInternet: boolean;
  readonly #subnets: readonly Subnet[];
  readonly #s3: VpcEndpoint;

  constructor(scope: Construct, id: string, props: NetworkProps = {}) {
    super(scope, id);
    const { cidr = "10.20.0.0/16", zones = 2, egress = "interface-endpoints" } = props;
    this.cidr = cidr;
    this.reachesInternet = egress === "nat-gateway";
    // Interface endpoints answer under the services' own names only where the VPC resolves them.
    this.vpc = new Vpc(this, "vpc", {
      cidrBlock: cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: "geos-chem" },
    });
    // Without rules: what is put into it by mistake can do nothing.
    new DefaultSecurityGroup(this, "default-group", {
      vpcId: this.vpc.id,
      tags: { Name: "geos-chem-unused" },
    });
    this.routeTable = new RouteTable(this, "private-routes", {
      vpcId: this.vpc.id,
      tags: { Name: "geos-chem-private" },
    });

    // Local and Wavelength zones, which have few instance types, are opt-in.
    const available = new DataAwsAvailabilityZones(this, "zones", {
      state: "available",
      filter: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
    });
    // `element` starts again at the first zone in a region that has fewer.
    const zone = (index: number) => Fn.element(available.names, index) as string;
    this.firstZone = zone(0);
    this.#subnets = Array.from({ length: zones }, (_, index) => {
      const subnet = new Subnet(this, `private-${index}`, {
        vpcId: this.vpc.id,
        cidrBlock: subnetBlock(cidr, 4, index),
        availabilityZone: zone(index),
        mapPublicIpOnLaunch: false,
        tags: { Name: `geos-chem-private-${index}` },
      });
      new RouteTableAssociation(this, `private-${index}-routes`, {
        subnetId: subnet.id,
        routeTableId: this.routeTable.id,
      });
      return subnet;
    });

    this.#s3 = new VpcEndpoint(this, "s3", {
      vpcId: this.vpc.id,
      serviceName: `com.amazonaws.${BenchStack.of(this).region}.s3`,
      vpcEndpointType: "Gateway",
      routeTableIds: [this.routeTable.id],
      tags: { Name: "geos-chem-s3" },
    });
  }

  get vpcId(): string {
    return this.vpc.id;
  }

  get subnetIds(): string[] {
    return this.#subnets.map(({ id }) => id);
  }

  get s3PrefixListId(): string {
    return this.#s3.prefixListId;
  }
}
