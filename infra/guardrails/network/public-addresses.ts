import { blocks, isFalse, isGiven, isTrue, under } from "../deployment/attributes.ts";
import type { Deployment, Element } from "../deployment/deployment.ts";
import { isUnknown } from "../deployment/unknown.ts";
import type { Fault } from "../guardrail.ts";

/** Arguments that give a public address, whatever the resource. */
const publicArguments = [
  "associate_public_ip_address",
  "assign_public_ip",
  "publicly_accessible",
  "map_public_ip_on_launch",
  "endpoint_public_access",
  "assign_ipv6_address_on_creation",
];

/** Arguments that give addresses of IPv6, which the Internet reaches like those of the subnet that they are of. */
const addressesOfIpv6 = ["ipv6_address_count", "ipv6_addresses", "ipv6_prefix_count", "ipv6_prefixes"];

/** Arguments of a job definition that have the text of its containers. */
const jobArguments = ["container_properties", "ecs_properties", "node_properties", "eks_properties"];

/** How each is called that has such an argument. */
const named: Readonly<Record<string, string>> = {
  aws_subnet: "a subnet that gives instances public addresses",
  aws_default_subnet: "a subnet that gives instances public addresses",
  aws_launch_template: "a template that gives instances public addresses",
};

const nameOf = (type: string): string =>
  named[type] ?? `${type.replace("aws_", "").replaceAll("_", " ")} with a public address`;

/** Resources that get a public address, or may get one because nothing says that they do not. */
export function* publicAddressFaults(resource: Element, deployment: Deployment): Iterable<Fault> {
  const { type, attributes } = resource;
  for (const key of publicArguments)
    for (const value of under(attributes, key))
      if (isTrue(value) || isUnknown(value))
        yield { found: `${nameOf(type)}.`, allowed: `${key} false; private addresses only.` };
  for (const key of addressesOfIpv6)
    if (under(attributes, key).flat().some(isAmount))
      yield { found: `${nameOf(type)}, of IPv6.`, allowed: "private addresses only." };
  const jobs = type === "aws_batch_job_definition" ? jobArguments.map((key) => attributes[key]) : [];
  if (jobs.some((job) => /"assignPublicIp"\s*:\s*"ENABLED"/i.test(textOf(job))))
    yield { found: "a job with a public address.", allowed: "assignPublicIp DISABLED." };
  if (type === "aws_default_subnet" && !isFalse(attributes["map_public_ip_on_launch"]))
    yield { found: `${nameOf(type)}, as default ones do.`, allowed: "map_public_ip_on_launch false." };
  if (type === "aws_instance" || type === "aws_spot_instance_request")
    yield* instanceFaults(resource, deployment);
  if (
    type === "aws_eip_association" ||
    (type === "aws_eip" && isGiven(attributes["instance"] ?? attributes["network_interface"]))
  )
    yield { found: "a public address for an instance.", allowed: "public addresses for NAT gateways only." };
}

const isAmount = (value: unknown): boolean => isGiven(value) && String(value) !== "0";
const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value ?? ""));

/** Where an instance does not say, its subnet decides; one outside of these stacks is not known to be private. */
function* instanceFaults({ attributes }: Element, deployment: Deployment): Iterable<Fault> {
  const said = attributes["associate_public_ip_address"];
  if (isGiven(said) || blocks(attributes["network_interface"]).length > 0) return;
  const subnet = deployment.find(attributes["subnet_id"]);
  if (subnet?.type === "aws_subnet" && deployment.resources.includes(subnet)) return;
  yield {
    found: "an instance of which it is unknown whether it gets a public address.",
    allowed: "associate_public_ip_address false, or a subnet of these stacks.",
  };
}
