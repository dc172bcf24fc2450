import { besideMoto } from "../../moto/beside-moto.ts";
import { escapeXml } from "../escape-xml.ts";
import { forwardToMoto } from "../routes/forward-to-moto.ts";
import type { Adapter, ServiceAdapters } from "./adapter.ts";
import { parameters } from "./ec2-parameters.ts";
import { textOf } from "./text-of.ts";

/** By the id of a rule: the ids of all regions differ. */
const descriptionsBeside = besideMoto(() => new Map<string, string>());

/** The first member of a rule in EC2's model, in whose order moto writes them; what follows is the rule's. */
const ruleId = /<securityGroupRuleId>([^<]+)<\/securityGroupRuleId>/;

const authorise: Adapter = async (call, { moto }) => {
  const answer = await forwardToMoto(call, moto);
  if (answer.status !== 200) return answer;
  const described = descriptionsIn(await parameters(call));
  const descriptions = descriptionsBeside(moto);
  for (const rule of rulesIn(textOf(answer))) {
    const other = /<(?:prefixListId|groupId)>([^<]+)</.exec(rule.otherSide)?.[1] ?? "";
    const description = described.get(other);
    if (description !== undefined) descriptions.set(rule.id, description);
  }
  return answer;
};

/**
 * moto 5.2.1 keeps the description of a rule whose other side is a range of addresses, and loses that of one whose other
 * side is a security group or a prefix list.
 */
export const securityGroupRules: ServiceAdapters = {
  AuthorizeSecurityGroupEgress: authorise,
  AuthorizeSecurityGroupIngress: authorise,
  DescribeSecurityGroupRules: async (call, { moto }) => {
    const answer = await forwardToMoto(call, moto);
    const descriptions = descriptionsBeside(moto);
    const body = textOf(answer).replaceAll(new RegExp(ruleId, "g"), (element, id: string) => {
      const description = descriptions.get(id);
      return description === undefined
        ? element
        : `${element}<description>${escapeXml(description)}</description>`;
    });
    return { ...answer, body };
  },
  // What this gives a rule moto keeps, whatever the other side is.
  ModifySecurityGroupRules: async (call, { moto }) => {
    const answer = await forwardToMoto(call, moto);
    if (answer.status !== 200) return answer;
    for (const [name, value] of await parameters(call)) {
      if (/^SecurityGroupRule\.\d+\.SecurityGroupRuleId$/.test(name)) descriptionsBeside(moto).delete(value);
    }
    return answer;
  },
};

/** By the group or the prefix list that each is about. */
function descriptionsIn(form: URLSearchParams): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, description] of form) {
    const entry = /^(IpPermissions\.\d+\.(?:Groups|PrefixListIds)\.\d+)\.Description$/.exec(name)?.[1];
    const other = entry && (form.get(`${entry}.GroupId`) ?? form.get(`${entry}.PrefixListId`));
    if (other) found.set(other, description);
  }
  return found;
}

/** The rules of an answer, each with what it says of its other side. */
function rulesIn(xml: string): { readonly id: string; readonly otherSide: string }[] {
  // A separator that captures: what is before the first, then an id and what follows it, by turns.
  const parts = xml.split(ruleId).slice(1);
  return parts.flatMap((id, index) => {
    if (index % 2 === 1) return [];
    const rest = parts[index + 1] ?? "";
    const [otherSide = ""] = /<(prefixListId|referencedGroupInfo)>.*?<\/\1>/s.exec(rest) ?? [];
    return [{ id, otherSide }];
  });
}
