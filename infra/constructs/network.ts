import { DataAwsAvailabilityZones } from "@cdktf/provider-aws/lib/data-aws-availability-zones/index.js";
import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group/index.js";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association/index.js";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table/index.js";
import { Subnet } from "@cdktf/provider-aws/lib/subnet/index.js";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint/index.js";
import { Vpc } from "@cdktf/provider-aws/lib/vpc/index.js";
import { BenchStack } from "../bench-stack.ts";
import { Construct, Fn, Op } from "../cdk.ts";
import { subnetBlock } from "../config/cidr.ts";
import type { Egress, Zones } from "../config/network.ts";
import { policyDocument, type Statement } from "../iam/policy-document.ts";
import { zonesWithEndpoint, zonesWithType } from "./offered-zones.ts";
import type { AttachedSubnet, VpcAttachment } from "./vpc-attachment.ts";

export interface NetworkProps {
  /**
   * Address range of the VPC.
   * @default "10.20.0.0/16"
   */
  readonly cidr?: string;
  /**
   * Availability zones, one private subnet in each: by name, or how many of those that have all that is needed. More
   * zones find capacity more easily; each costs nothing by itself.
   * @default 2
   */
  readonly zones?: Zones;
  /**
   * Instance types that every zone has to offer.
   * @default - none in particular
   */
  readonly instanceTypes?: readonly string[];
  /**
   * What may pass the S3 endpoint, whoever asks: the rest of S3 cannot be reached from the subnets.
   * @default - everything
   */
  readonly s3Policy?: readonly Statement[];
  /**
   * How instances reach the AWS APIs; see {@link NatGateway} and {@link InterfaceEndpoints} for what each costs.
   * @default "interface-endpoints"
   */
  readonly egress?: Egress;
  /**
   * Services whose interface endpoints every zone has to offer.
   * @default - none
   */
  readonly endpointServices?: readonly string[];
}

/**
 * A VPC with private subnets and the S3 gateway endpoint, which is free and which image layers (ECR keeps them in S3),
 * input data and results all pass through. Nothing in it has a public address.
 */
export class Network extends Construct implements VpcAttachment {
  readonly cidr: string;
  readonly vpc: Vpc;
  readonly routeTable: RouteTable;
  readonly reachesInternet: boolean;
  readonly #subnets: readonly AttachedSubnet[];
  readonly #s3: VpcEndpoint;

  constructor(scope: Construct, id: string, props: NetworkProps = {}) {
    super(scope, id);
    const {
      cidr = "10.20.0.0/16",
      zones = 2,
      egress = "interface-endpoints",
      instanceTypes = [],
      endpointServices = [],
      s3Policy,
    } = props;
    this.cidr = cidr;
    const { prefix, region } = BenchStack.of(this);
    this.reachesInternet = egress === "nat-gateway";
    const chosen = typeof zones === "number" ? this.chooseZones(endpointServices, instanceTypes) : undefined;
    // Interface endpoints answer under the services' own names only where the VPC resolves them.
    this.vpc = new Vpc(this, "vpc", {
      cidrBlock: cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: prefix },
      ...(chosen && { lifecycle: { precondition: [chosen.precondition] } }),
    });
    // Without rules: what is put into it by mistake can do nothing.
    new DefaultSecurityGroup(this, "default-group", {
      vpcId: this.vpc.id,
      tags: { Name: `${prefix}-unused` },
    });
    this.routeTable = new RouteTable(this, "private-routes", {
      vpcId: this.vpc.id,
      tags: { Name: `${prefix}-private` },
    });

    const count = typeof zones === "number" ? zones : zones.length;
    this.#subnets = Array.from({ length: count }, (_, index) => {
      const subnet = new Subnet(this, `private-${index}`, {
        vpcId: this.vpc.id,
        cidrBlock: subnetBlock(cidr, 4, index),
        availabilityZone: typeof zones === "number" ? chosen?.zone(index) : zones[index],
        mapPublicIpOnLaunch: false,
        tags: { Name: `${prefix}-private-${index}` },
        // What AWS offers where changes with the years and with the fleets; a subnet with instances in it cannot move.
        ...(chosen && { lifecycle: { ignoreChanges: ["availability_zone"] } }),
      });
      new RouteTableAssociation(this, `private-${index}-routes`, {
        subnetId: subnet.id,
        routeTableId: this.routeTable.id,
      });
      return {
        id: subnet.id,
        zone: subnet.availabilityZone,
        name: Array.isArray(zones) ? zones[index] : undefined,
      };
    });

    this.#s3 = new VpcEndpoint(this, "s3", {
      vpcId: this.vpc.id,
      serviceName: `com.amazonaws.${region}.s3`,
      vpcEndpointType: "Gateway",
      routeTableIds: [this.routeTable.id],
      ...(s3Policy && { policy: policyDocument(s3Policy) }),
      tags: { Name: `${prefix}-s3` },
    });
  }

  get vpcId(): string {
    return this.vpc.id;
  }

  get subnets(): readonly AttachedSubnet[] {
    return this.#subnets;
  }

  get s3PrefixListId(): string {
    return this.#s3.prefixListId;
  }

  /**
   * Zones that offer every instance type, and the endpoints that instances call: the first zones by name are not always
   * such, and a subnet in another one is found out when instances never come, or when an endpoint is refused.
   */
  private chooseZones(services: readonly string[], instanceTypes: readonly string[]) {
    // Local and Wavelength zones, which have few instance types, are opt-in.
    const available = new DataAwsAvailabilityZones(this, "zones", {
      state: "available",
      filter: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
    });
    const offers = [
      ...instanceTypes.map((type) => zonesWithType(this, type)),
      ...services.map((service) => zonesWithEndpoint(this, service)),
    ];
    const suitable = Fn.sort(Fn.setintersection(available.names, offers));
    return {
      // `element` starts again at the first zone where there are fewer.
      zone: (index: number) => Fn.element(suitable, index) as string,
      precondition: {
        // Not `> 0`: CDKTF writes a 0 as "undefined".
        condition: Op.gte(Fn.lengthOf(suitable), 1),
        errorMessage:
          `No zone of ${BenchStack.of(this).region} offers all of ${[...instanceTypes, ...services].join(", ")}. ` +
          'Name zones in "network": {"zones": […]}, and for each fleet those of them that offer its type in "subnets".',
      },
    };
  }
}
