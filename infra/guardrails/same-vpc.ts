import { isGiven, strings, under, walk } from "./deployment/attributes.ts";
import type { Deployment, Element } from "./deployment/deployment.ts";
import type { Fault, Guardrail } from "./guardrail.ts";
import { templateOf } from "./jobs/launch-template.ts";
import { readable, referenceOf } from "./deployment/unknown.ts";

const allowed = "subnets and security groups of one VPC.";

/** Arguments that name what is in a VPC, whatever the resource. */
const memberKeys = [
  "subnet_id",
  "subnet_ids",
  "subnets",
  "security_groups",
  "security_group_ids",
  "vpc_security_group_ids",
  "route_table_id",
  "route_table_ids",
];

/** These join two VPCs, or say of another who may come in from there. */
const between =
  /^aws_(vpc_peering|security_group|vpc_security_group|default_security_group|route53|ec2_transit)/;

/**
 * Subnets, security groups and route tables of one resource are in one VPC, those of a compute environment together with
 * those of its launch template. AWS accepts an environment otherwise, which then turns INVALID or never gets an instance:
 * the failure that first users met most.
 */
export const sameVpc: Guardrail = {
  name: "same-vpc",
  *check(resource, deployment) {
    if (between.test(resource.type)) return;
    const isEnvironment = resource.type === "aws_batch_compute_environment";
    const template = isEnvironment ? templateOf(resource, deployment) : undefined;
    const ids = [resource, ...(template ? [template] : [])].flatMap(idsOf);
    const vpc = resource.attributes["vpc_id"];
    const own = isGiven(vpc) ? [{ label: ownLabel(resource), vpc: vpcLabel(String(vpc), deployment) }] : [];
    const members = [...own, ...ids.map((id) => memberOf(id, deployment))];
    // What is alone is in the same VPC as itself; but of an environment's all has to be known.
    if (isEnvironment || members.length > 1) yield* faults(members);
  },
};

const ownLabel = ({ type }: Element) =>
  type === "aws_vpc_endpoint" ? "the endpoint" : `the ${type.replace("aws_", "").replaceAll("_", " ")}`;

function idsOf({ attributes }: Element): string[] {
  const found = memberKeys.flatMap((key) => under(attributes, key));
  return found.filter((value) => typeof value === "string").filter(isGiven);
}

interface Member {
  readonly label: string;
  readonly vpc: string | undefined;
}

function* faults(members: readonly Member[]): Iterable<Fault> {
  const vpcs = new Set(members.map(({ vpc }) => vpc).filter((vpc) => vpc !== undefined));
  if (vpcs.size > 1) {
    const listed = [...vpcs].map((vpc) => {
      const labels = members.filter((member) => member.vpc === vpc).map(({ label }) => label);
      return `${labels.join(", ")} in ${vpc}`;
    });
    yield { found: `${vpcs.size} VPCs: ${listed.join("; ")}.`, allowed };
  }
  const unknown = members.filter(({ vpc }) => vpc === undefined).map(({ label }) => label);
  if (unknown.length > 0) {
    yield {
      found: `the VPC of ${unknown.join(", ")} is unknown at synthesis.`,
      allowed: `${allowed} Look it up by id and VPC (data source aws_subnet or aws_security_group), or suppress with a reason.`,
    };
  }
}

/** The VPC of a subnet, security group or route table: what it was made in, or looked up by. */
function memberOf(id: string, deployment: Deployment): Member {
  const element =
    deployment.find(id) ?? deployment.dataSources.find(({ attributes }) => attributes["id"] === id);
  const label = element?.address ?? (referenceOf(id) ? readable(id) : id);
  const vpc = element && vpcOf(element);
  return { label, vpc: vpc === undefined ? undefined : vpcLabel(vpc, deployment) };
}

function vpcOf({ type, attributes }: Element): string | undefined {
  if (isGiven(attributes["vpc_id"])) return String(attributes["vpc_id"]);
  if (type === "aws_default_security_group" || type === "aws_default_subnet") return "the default VPC";
  // Lists of subnets and groups are looked up by a filter.
  for (const [, value] of walk(attributes["filter"])) {
    const { name, values } = (typeof value === "object" && value !== null ? value : {}) as {
      name?: unknown;
      values?: unknown;
    };
    const [vpc, ...more] = strings(values);
    if (name === "vpc-id" && more.length === 0) return vpc;
  }
  return undefined;
}

/** Equal for equal VPCs, and readable. */
function vpcLabel(vpc: string, deployment: Deployment): string {
  return deployment.find(vpc)?.address ?? readable(vpc);
}
