import { walk } from "./deployment/attributes.ts";
import type { Deployment, Element } from "./deployment/deployment.ts";
import { isUndetermined, isUnknown, thisAccount } from "./deployment/unknown.ts";
import type { Fault, Guardrail } from "./guardrail.ts";
import { isWildAction, needsNoResource } from "./iam/actions.ts";
import { handedRoleFaults } from "./iam/handed-roles.ts";
import { managedPolicyFaults } from "./iam/managed-policies.ts";
import { grantsOf, type Grant } from "./iam/policy.ts";
import { principalFault } from "./iam/principals.ts";
import { sharingFaults } from "./iam/public-storage.ts";
import { isEveryResource } from "./iam/resources.ts";
import { everyBucketFaults, openEndpointFaults } from "./iam/storage-endpoints.ts";

/**
 * No policy allows everything: every action, every resource, or everyone; and none trusts another account. A policy is
 * every text that is one, in whatever argument.
 */
export const noWildcardIam: Guardrail = {
  name: "no-wildcard-iam",
  *check(resource, deployment) {
    // They limit what others grant.
    if (resource.type === "aws_organizations_policy") return;
    for (const [key, text] of walk(resource.attributes)) {
      if (typeof text !== "string") continue;
      const grants = grantsOf(text) ?? (isPolicyArgument(key, resource.type) ? "unreadable" : []);
      if (grants === "unreadable") {
        if (isUnknown(text) || resource.type.startsWith("aws_iam_"))
          yield {
            found: `the policy of ${key} is unknown at synthesis: ${text}.`,
            allowed: "a policy as JSON.",
          };
        continue;
      }
      for (const grant of grants) yield* grantFaults(grant, key, resource, deployment);
    }
    yield* managedPolicyFaults(resource, deployment);
    yield* sharingFaults(resource, deployment);
    yield* handedRoleFaults(resource, deployment);
    yield* openEndpointFaults(resource, deployment);
  },
};

const policyArguments = new Set([
  "policy",
  "policy_document",
  "policy_json",
  "policy_text",
  "inline_policy",
  "assume_role_policy",
  "resource_policy",
  "access_policy",
  "access_policies",
]);

const isPolicyArgument = (key: string, type: string): boolean =>
  policyArguments.has(key) && !type.includes("lifecycle");

/** Policies of identities grant what they name; in those of a resource "*" means that resource and nothing else. */
const identityTypes = /^aws_(iam_|ssoadmin_)/;

/** They let through what others grant, to everyone who got there: their principal is always "*" (VPC user guide). */
const isEndpoint = (type: string): boolean => type.startsWith("aws_vpc_endpoint");

function* grantFaults(grant: Grant, key: string, resource: Element, deployment: Deployment): Iterable<Fault> {
  const { sid, actions, resources, principals } = grant;
  const isTrust = key === "assume_role_policy";
  const isIdentity = identityTypes.test(resource.type) && !isTrust;
  for (const action of actions.filter(isWildAction))
    if (!(handsOverKey(action, grant) && resource.type.startsWith("aws_kms_")))
      yield { found: `${sid} allows the action ${action}.`, allowed: "actions by name." };
  for (const unknown of [...actions, ...resources].filter(isUndetermined))
    yield {
      found: `${sid} allows what is unknown at synthesis: ${unknown}.`,
      allowed: "names that are known.",
    };
  if (grant.notActions.length > 0)
    yield { found: `${sid} allows all but some actions.`, allowed: "actions by name." };
  if (grant.notResources.length > 0)
    yield { found: `${sid} allows all but some resources.`, allowed: "resources by ARN." };
  if (isIdentity && !(actions.length > 0 && actions.every(needsNoResource)))
    for (const every of resources.filter((pattern) => isEveryResource(pattern, grant.conditions.length > 0)))
      yield {
        found: `${sid} allows ${actions.join(", ")} on every resource${every === "*" ? "" : ` (${every})`}.`,
        allowed: "resources by ARN.",
      };
  if (isEndpoint(resource.type)) {
    yield* everyBucketFaults(grant);
    return;
  }
  if (grant.hasNotPrincipal)
    yield { found: `${sid} allows everyone but some.`, allowed: "principals by name." };
  for (const principal of principals ?? []) {
    const fault = principalFault(principal, grant, deployment);
    if (fault !== undefined)
      yield { found: `${sid} allows ${fault}.`, allowed: "principals of this account by name." };
  }
}

/**
 * In a key's own policy, "kms:*" for the account hands the decision to IAM policies, and is what AWS requires of one
 * (KMS developer guide, "Default key policy").
 */
function handsOverKey(action: string, { principals = [] }: Grant): boolean {
  const accountOnly = principals.every(
    ({ kind, name }) =>
      kind === "AWS" && (name === thisAccount || /^arn:[^:]+:iam::⟦account⟧:root$/.test(name)),
  );
  return action.toLowerCase() === "kms:*" && principals.length > 0 && accountOnly;
}
