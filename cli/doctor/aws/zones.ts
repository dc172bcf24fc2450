import {
  DescribeVpcEndpointServicesCommand,
  paginateDescribeInstanceTypeOfferings,
  paginateDescribeSubnets,
} from "@aws-sdk/client-ec2";
import { itemsOf, pages } from "../../../client/pages.ts";
import { fault, ok, type Finding } from "../finding.ts";
import type { Candidate } from "./account.ts";
import { lookedAt } from "./looked-at.ts";

type Zones = ReadonlySet<string>;

/**
 * Zones offer different instance types and endpoints: whether those that the environment names offer what it needs, or,
 * where it leaves the choice, whether any zone offers all of it.
 */
export async function checkZones(candidate: Candidate): Promise<Finding[]> {
  return lookedAt(
    "zones",
    "ec2:DescribeInstanceTypeOfferings, ec2:DescribeVpcEndpointServices and ec2:DescribeSubnets",
    async () => {
      const types = await offeringsByType(candidate);
      const services = await zonesByService(candidate);
      const missing = [...missingTypes(candidate, types), ...missingServices(candidate, services)];
      if (missing.length > 0) return missing;
      return [
        ...(await namedZoneFaults(candidate, types)),
        ...namedEndpointFaults(candidate, services),
        ...commonZones(candidate, types, services),
      ];
    },
  );
}

async function offeringsByType({ clients, environment, signal }: Candidate): Promise<Map<string, Zones>> {
  const names = [...new Set(environment.fleets.map((fleet) => fleet.instanceType))];
  const zones = new Map(names.map((name) => [name, new Set<string>()]));
  const listed = paginateDescribeInstanceTypeOfferings(
    { client: clients.ec2 },
    { LocationType: "availability-zone", Filters: [{ Name: "instance-type", Values: names }] },
    { abortSignal: signal },
  );
  for await (const { InstanceTypeOfferings = [] } of listed)
    for (const { InstanceType, Location } of InstanceTypeOfferings)
      if (InstanceType !== undefined && Location !== undefined) zones.get(InstanceType)?.add(Location);
  return zones;
}

/** Zones of the interface endpoints that would be made; of none where the network has another way out. */
async function zonesByService({ clients, resources, signal }: Candidate): Promise<Map<string, Zones>> {
  const names = resources
    .filter(
      ({ type, attributes }) =>
        type === "aws_vpc_endpoint" && attributes["vpc_endpoint_type"] === "Interface",
    )
    .map(({ attributes }) => String(attributes["service_name"]));
  if (names.length === 0) return new Map();
  // A filter: a name that is not there would be an error.
  const Filters = [{ Name: "service-name", Values: names }];
  const listed = pages(async (NextToken) => {
    const command = new DescribeVpcEndpointServicesCommand({ Filters, NextToken });
    const page = await clients.ec2.send(command, { abortSignal: signal });
    // EC2 says that there is no more by an empty token too.
    return { ServiceDetails: page.ServiceDetails ?? [], nextToken: page.NextToken || undefined };
  });
  const details = await itemsOf(listed, ({ ServiceDetails }) => ServiceDetails);
  const interfaces = details.filter(({ ServiceType = [] }) =>
    ServiceType.some((it) => it.ServiceType === "Interface"),
  );
  return new Map(
    names.map((name) => [
      name,
      new Set(interfaces.find(({ ServiceName }) => ServiceName === name)?.AvailabilityZones),
    ]),
  );
}

function* missingTypes({ environment }: Candidate, types: Map<string, Zones>): Iterable<Finding> {
  for (const [type, { size }] of types)
    if (size === 0)
      yield fault(
        `offer of ${type}`,
        `no zone of ${environment.region} offers it`,
        "Choose another region, or another instanceType for the fleet.",
      );
}

function* missingServices({ environment }: Candidate, services: Map<string, Zones>): Iterable<Finding> {
  for (const [service, { size }] of services)
    if (size === 0)
      yield fault(
        `endpoint ${service}`,
        `${environment.region} has no interface endpoint for it`,
        'Give the network "egress": "nat-gateway", or choose another region.',
      );
}

/** Zones that a fleet is bound to: those it names, or all that the network names. */
async function namedZoneFaults(
  { environment: { network, fleets }, clients, signal }: Candidate,
  types: Map<string, Zones>,
): Promise<Finding[]> {
  const named: readonly string[] =
    "vpcId" in network ? network.subnetIds : Array.isArray(network.zones) ? network.zones : [];
  if (named.length === 0) return [];
  const zoneOf = new Map(named.map((name) => [name, name]));
  if ("vpcId" in network) {
    const listed = paginateDescribeSubnets(
      { client: clients.ec2 },
      { Filters: [{ Name: "subnet-id", Values: [...named] }] },
      { abortSignal: signal },
    );
    const subnets = await itemsOf(listed, ({ Subnets = [] }) => Subnets);
    for (const id of named)
      zoneOf.set(id, subnets.find(({ SubnetId }) => SubnetId === id)?.AvailabilityZone ?? "");
    const elsewhere = subnets.filter(({ VpcId }) => VpcId !== network.vpcId).map(({ SubnetId }) => SubnetId);
    const gone = named.filter((id) => zoneOf.get(id) === "");
    if (gone.length + elsewhere.length > 0)
      return [
        fault(
          "subnets",
          `${[...gone, ...elsewhere].join(", ")} not in ${network.vpcId}`,
          `Name subnets of it: aws ec2 describe-subnets --filters Name=vpc-id,Values=${network.vpcId}`,
        ),
      ];
  }
  return fleets.flatMap(({ name, instanceType, subnets = named }) => {
    const offered = types.get(instanceType) ?? new Set();
    const without = subnets.filter((subnet) => !offered.has(zoneOf.get(subnet) ?? ""));
    if (without.length === 0) return [];
    const where = without.map((subnet) =>
      zoneOf.get(subnet) === subnet ? subnet : `${subnet} (${zoneOf.get(subnet)})`,
    );
    return [
      fault(
        `offer of ${instanceType}`,
        `${where.join(", ")} of fleet ${name} ${without.length > 1 ? "do" : "does"} not offer it`,
        `It is offered in ${[...offered].toSorted().join(", ")}: name such subnets for the fleet ("subnets").`,
      ),
    ];
  });
}

/** Endpoints are in the first zone of the network; where it is named, nothing has chosen one that offers them. */
function namedEndpointFaults(
  { environment: { network } }: Candidate,
  services: Map<string, Zones>,
): Finding[] {
  if ("vpcId" in network || typeof network.zones === "number") return [];
  const [first = ""] = network.zones;
  return [...services]
    .filter(([, zones]) => !zones.has(first))
    .map(([service, zones]) =>
      fault(
        `endpoint ${service}`,
        `not in ${first}, the first of the network's zones, where endpoints are`,
        `Name one of ${[...zones].toSorted().join(", ")} first.`,
      ),
    );
}

/** Where the network chooses its zones, one at least has to offer everything. */
function commonZones(
  { environment: { network, region } }: Candidate,
  types: Map<string, Zones>,
  services: Map<string, Zones>,
): Finding[] {
  const listed = [...types]
    .map(([type, zones]) => `${type} in ${[...zones].toSorted().join(", ")}`)
    .join("; ");
  if ("vpcId" in network || typeof network.zones !== "number") return [ok("zones", listed)];
  const [first = new Set<string>(), ...others] = [...types.values(), ...services.values()];
  const common = [...first].filter((zone) => others.every((zones) => zones.has(zone)));
  if (common.length > 0) return [ok("zones", `${common.toSorted().join(", ")} offer all that is needed`)];
  return [
    fault(
      "zones",
      `no zone of ${region} offers all instance types and endpoints: ${listed}`,
      'Name zones ("network": {"zones": […]}) and for each fleet its own ("subnets").',
    ),
  ];
}
