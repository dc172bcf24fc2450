import { blocks, isFalse, isGiven, isTrue, strings, under } from "../deployment/attributes.ts";
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
];

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
  const jobs = type === "aws_batch_job_definition" ? strings(attributes["container_properties"] ?? []) : [];
  if (jobs.some((text) => /"assignPublicIp"\s*:\s*"ENABLED"/i.test(text)))
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
