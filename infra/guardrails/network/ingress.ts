import { blocks, isGiven, strings, type Attributes } from "../deployment/attributes.ts";
import type { Deployment, Element } from "../deployment/deployment.ts";
import { isUnknown, referenceOf } from "../deployment/unknown.ts";
import type { Fault } from "../guardrail.ts";
import { isPublicRange } from "./public-range.ts";

const allowed = "ingress from security groups or private ranges.";

/** From where rules let traffic in; a rule without any such source lets in nobody or members of a group. */
export function* ingressFaults(resource: Element, deployment: Deployment): Iterable<Fault> {
  const { type, attributes } = resource;
  if (/^aws_(default_)?security_group$/.test(type) && isUnknown(attributes["ingress"]))
    yield { found: `ingress that is unknown at synthesis: ${attributes["ingress"]}.`, allowed };
  for (const rule of rulesOf(resource)) {
    for (const range of sources(rule, ["cidr_ipv4", "cidr_ipv6", "cidr_blocks", "ipv6_cidr_blocks"]))
      yield* rangeFaults(range);
    for (const group of sources(rule, [
      "referenced_security_group_id",
      "source_security_group_id",
      "security_groups",
    ]))
      // Of another account, a group stands with the account's id (EC2 API, `UserIdGroupPair`).
      if (group.includes("/") && !isUnknown(group))
        yield { found: `ingress from the group ${group} of another account.`, allowed };
    for (const list of sources(rule, ["prefix_list_id", "prefix_list_ids"]))
      yield* prefixListFaults(list, deployment);
  }
}

function rulesOf({ type, attributes }: Element): Attributes[] {
  if (type === "aws_vpc_security_group_ingress_rule") return [attributes];
  if (type === "aws_security_group" || type === "aws_default_security_group")
    return blocks(attributes["ingress"]);
  // Whatever is not plainly egress may be ingress.
  return type === "aws_security_group_rule" && attributes["type"] !== "egress" ? [attributes] : [];
}

const sources = (rule: Attributes, keys: readonly string[]): string[] =>
  keys.flatMap((key) => strings(rule[key] ?? [])).filter(isGiven);

/** A VPC's own range is the VPC's, whichever it is. */
const ofVpc = new Set(["aws_vpc", "aws_subnet", "aws_default_vpc"]);

function* rangeFaults(range: string): Iterable<Fault> {
  const reference = referenceOf(range);
  if (reference && ofVpc.has(reference.type) && /cidr_block/.test(reference.attribute)) return;
  if (isUnknown(range)) yield { found: `ingress from what is unknown at synthesis: ${range}.`, allowed };
  else if (isPublicRange(range)) yield { found: `ingress from ${range}.`, allowed };
}

/** A list is as open as what is in it; only those that these stacks make are known. */
function* prefixListFaults(id: string, deployment: Deployment): Iterable<Fault> {
  const list = deployment.find(id);
  if (list?.type !== "aws_ec2_managed_prefix_list" || !deployment.resources.includes(list)) {
    yield { found: `ingress from the prefix list ${id}, whose ranges are unknown at synthesis.`, allowed };
    return;
  }
  const entries = deployment
    .ofType("aws_ec2_managed_prefix_list_entry")
    .filter(({ attributes }) => deployment.find(attributes["prefix_list_id"]) === list);
  const ranges = [...blocks(list.attributes["entry"]), ...entries.map(({ attributes }) => attributes)];
  for (const { cidr } of ranges) yield* rangeFaults(String(cidr));
  if (isUnknown(list.attributes["entry"]))
    yield { found: `ingress from the prefix list ${id}, whose ranges are unknown at synthesis.`, allowed };
}
