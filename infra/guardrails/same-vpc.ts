import { blocks, elementOf, findElement, strings } from "./element.ts";
import type { Fault, Guardrail } from "./guardrail.ts";
import { describeOrigin, originOf } from "./origin.ts";

const allowed = "subnets and security groups of one VPC.";

/**
 * Subnets and security groups of an environment, and of an endpoint, are in one VPC. AWS accepts the environment
 * otherwise, which then turns INVALID or never gets an instance: the failure that first users met most.
 */
export const sameVpc: Guardrail = {
  name: "same-vpc",
  *check(node) {
    const element = elementOf(node);
    if (element?.type === "aws_batch_compute_environment") {
      for (const resources of blocks(element.attributes["compute_resources"]))
        yield* faults([...strings(resources["subnets"]), ...strings(resources["security_group_ids"])]);
    }
    if (element?.type === "aws_vpc_endpoint") {
      const { vpc_id, subnet_ids, security_group_ids } = element.attributes;
      const own = strings(vpc_id).map((id): Member => ({
        label: "the endpoint",
        vpc: describeOrigin(originOf(id)),
      }));
      yield* faults([...strings(subnet_ids ?? []), ...strings(security_group_ids ?? [])], own);
    }
  },
};

interface Member {
  readonly label: string;
  readonly vpc: string | undefined;
}

function* faults(ids: readonly string[], more: readonly Member[] = []): Iterable<Fault> {
  const members = [...more, ...ids.map(memberOf)];
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

/** The VPC of a subnet or security group, traced through the element that it is an attribute of. */
function memberOf(id: string): Member {
  const origin = originOf(id);
  const label = describeOrigin(origin) ?? "a computed id";
  if (origin.kind !== "attribute") return { label, vpc: undefined };
  const element = findElement(origin.stack, origin.address);
  const [vpcId] = strings(element?.attributes["vpc_id"]);
  return { label, vpc: vpcId === undefined ? undefined : describeOrigin(originOf(vpcId)) };
}
