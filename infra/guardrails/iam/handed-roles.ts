import { blocks, isGiven, strings, walk } from "../deployment/attributes.ts";
import type { Deployment, Element } from "../deployment/deployment.ts";
import { readable, thisAccount } from "../deployment/unknown.ts";
import type { Fault } from "../guardrail.ts";
import { jobPlaces } from "../jobs/job-containers.ts";

/** Arguments by which something gets a role: `role_arn`, `instance_role`, `iam_instance_profile`, `service_role`, … */
const roleArguments = /(^|_)role(_arn)?$|^iam_instance_profile$/;

/** Here a role is what something is attached to, and is not handed over by it. */
const attachments = /^aws_iam_(role_|policy_attachment)/;

/** Roles that jobs, instances and services get are made, and so judged, in these stacks; or are AWS's own. */
export function* handedRoleFaults(resource: Element, deployment: Deployment): Iterable<Fault> {
  const own = deployment.ofType("aws_iam_role", "aws_iam_instance_profile");
  for (const role of new Set(handedRoles(resource))) {
    const source = deployment.find(role);
    const isJudged = own.some((it) => it === source || it.attributes["name"] === nameOf(role));
    if (!isJudged && !/:role\/aws-service-role\//.test(role))
      yield {
        found: `the role ${readable(role)}, whose rights are unknown at synthesis.`,
        allowed: "roles of these stacks.",
      };
  }
}

/** A role by its name, or by the ARN that the name makes in this account. */
function nameOf(role: string): string | undefined {
  const [scheme, , , , account, ...rest] = role.split(":");
  if (scheme !== "arn") return role;
  return account === thisAccount ? rest.join(":").split("/").at(-1) : undefined;
}

function handedRoles(resource: Element): string[] {
  const { type, attributes } = resource;
  if (attachments.test(type)) return [];
  const arguments_ = [...walk(attributes)]
    .filter(([key]) => roleArguments.test(key))
    // The profile of a launch template is a block, by name or by ARN.
    .flatMap(([, value]) => [value, ...blocks(value).flatMap(({ name, arn }) => [name, arn])]);
  const places = type === "aws_batch_job_definition" ? (jobPlaces(resource) ?? []) : [];
  const ofJobs = places.flatMap(({ containers, roles }) => [
    ...roles,
    ...containers.flatMap(({ jobrolearn, executionrolearn }) => [jobrolearn, executionrolearn]),
  ]);
  return [...arguments_, ...ofJobs].flatMap(strings).filter(isGiven);
}
