import { blocks, isFalse, strings, under } from "../deployment/attributes.ts";
import type { Element } from "../deployment/deployment.ts";
import { isUndetermined, thisAccount } from "../deployment/unknown.ts";
import type { Fault } from "../guardrail.ts";

/** Lists of access that are not policies: canned ones, grants, shares. */
export function* sharingFaults({ type, attributes }: Element): Iterable<Fault> {
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
  if (type === "aws_lambda_permission" || type === "aws_sns_topic_permission")
    for (const principal of strings(attributes["principal"] ?? []))
      if (principal === "*") yield { found: "a permission for everyone.", allowed: "principals by name." };
  if (type === "aws_ami_launch_permission" || type === "aws_snapshot_create_volume_permission")
    for (const account of [attributes["account_id"] ?? attributes["group"] ?? "another"].flat().map(String))
      if (account !== thisAccount)
        yield { found: `an image or snapshot for ${account}.`, allowed: "for this account only." };
  if (type === "aws_kms_grant")
    for (const principal of strings(attributes["grantee_principal"] ?? []))
      if (isUndetermined(principal) || /^arn:[^:]*:iam::\d{12}:/.test(principal))
        yield { found: `a grant of a key to ${principal}.`, allowed: "roles of this account." };
  if (type === "aws_ecr_registry_policy" && blocks(attributes["policy"]).length > 0)
    yield { found: "a registry policy that cannot be read.", allowed: "policies as JSON." };
}
