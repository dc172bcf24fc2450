import { blocks, isFalse, isGiven, strings, under } from "../deployment/attributes.ts";
import type { Deployment, Element } from "../deployment/deployment.ts";
import { isUndetermined, thisAccount } from "../deployment/unknown.ts";
import type { Fault } from "../guardrail.ts";
import { principalFault } from "./principals.ts";

/** Statements of a resource's policy that are resources of their own, with the one whom they allow. */
const permissions = new Set([
  "aws_lambda_permission",
  "aws_lambda_layer_version_permission",
  "aws_cloudwatch_event_permission",
]);

/** Owners of buckets and objects have ids that say nothing; these are looked up as this account's, or AWS's. */
const ownersKnown = new Set(["aws_canonical_user_id", "aws_cloudfront_log_delivery_canonical_user_id"]);

/** Lists of access that are not policies: canned ones, grants, shares. */
export function* sharingFaults({ type, attributes }: Element, deployment: Deployment): Iterable<Fault> {
  if (permissions.has(type))
    for (const principal of strings(attributes["principal"] ?? "*")) {
      const kind = principal === "*" ? "*" : /\.amazonaws\.com(\.cn)?$/.test(principal) ? "Service" : "AWS";
      const found = principalFault({ kind, name: principal }, { conditions: [] }, deployment);
      if (found !== undefined)
        yield { found: `a permission for ${found}.`, allowed: "services, and principals of this account." };
    }
  if (type === "aws_s3_bucket_acl")
    for (const { id, email_address: email } of under(attributes, "grantee").flatMap(blocks))
      if (isGiven(email) || (isGiven(id) && !ownersKnown.has(deployment.find(id)?.type ?? "")))
        yield {
          found: `a grant to the owner ${String(email ?? id)}.`,
          allowed: "grants by a policy, to principals by name.",
        };
  if (type === "aws_s3_bucket" || type === "aws_s3_bucket_acl" || type === "aws_s3_object") {
    const acls = strings(attributes["acl"] ?? []);
    for (const acl of acls.filter((given) => /^(public-|authenticated-read|website)/.test(given)))
      yield { found: `the access list ${acl}.`, allowed: "private." };
    for (const uri of under(attributes, "uri").flatMap(strings))
      if (/\/(AllUsers|AuthenticatedUsers)$/.test(uri))
        yield { found: `a grant to ${uri}.`, allowed: "grants by a policy, to principals by name." };
  }
  if (type === "aws_s3_bucket_public_access_block" || type === "aws_s3_account_public_access_block")
    for (const key of [
      "block_public_acls",
      "block_public_policy",
      "ignore_public_acls",
      "restrict_public_buckets",
    ])
      if (attributes[key] === undefined || attributes[key] === null || isFalse(attributes[key]))
        yield { found: `a public access block without ${key}.`, allowed: "all four true." };
  if (type === "aws_ami_launch_permission" || type === "aws_snapshot_create_volume_permission")
    for (const account of [attributes["account_id"] ?? attributes["group"] ?? "another"].flat().map(String))
      if (account !== thisAccount)
        yield { found: `an image or snapshot for ${account}.`, allowed: "for this account only." };
  if (type === "aws_kms_grant")
    for (const principal of strings(attributes["grantee_principal"] ?? []))
      if (isUndetermined(principal) || /^arn:[^:]*:iam::\d{12}:/.test(principal))
        yield { found: `a grant of a key to ${principal}.`, allowed: "roles of this account." };
}
