import { blocks, elementOf, strings, type Element } from "./element.ts";
import type { Guardrail } from "./guardrail.ts";
import { describeOrigin, originOf } from "./origin.ts";
import { TerraformStack, type IConstruct } from "../cdk.ts";

/** Resource type → what it must have to be encrypted at rest, and how to tell. */
const rules: Readonly<
  Record<string, readonly [allowed: string, test: (element: Element, node: IConstruct) => boolean]>
> = {
  aws_s3_bucket: [
    "a server-side encryption configuration with a KMS key for the bucket.",
    (bucket, node) => bucketsWithKey(node).has(bucket.address),
  ],
  aws_ecr_repository: [
    'encryption_configuration with encryption_type "KMS".',
    ({ attributes }) =>
      blocks(attributes["encryption_configuration"]).some((it) => it["encryption_type"] === "KMS"),
  ],
  aws_cloudwatch_log_group: ["kms_key_id.", ({ attributes }) => attributes["kms_key_id"] !== undefined],
  aws_sns_topic: ["kms_master_key_id.", ({ attributes }) => attributes["kms_master_key_id"] !== undefined],
  aws_sqs_queue: [
    "kms_master_key_id or sqs_managed_sse_enabled.",
    ({ attributes }) =>
      attributes["kms_master_key_id"] !== undefined || attributes["sqs_managed_sse_enabled"] === true,
  ],
  aws_scheduler_schedule: ["kms_key_arn.", ({ attributes }) => attributes["kms_key_arn"] !== undefined],
  aws_launch_template: [
    "block devices with encrypted EBS volumes.",
    ({ attributes }) => {
      const volumes = blocks(attributes["block_device_mappings"]).flatMap(({ ebs }) => blocks(ebs));
      return volumes.length > 0 && volumes.every(({ encrypted }) => String(encrypted) === "true");
    },
  ],
};

/** What is stored is encrypted. */
export const encrypted: Guardrail = {
  name: "encrypted",
  *check(node) {
    const element = elementOf(node);
    const rule = element && rules[element.type];
    if (!rule) return;
    const [allowed, test] = rule;
    if (!test(element, node)) yield { found: `${element.type} that is not encrypted.`, allowed };
  },
};

function bucketsWithKey(node: IConstruct): Set<string> {
  const found = new Set<string>();
  const stack = TerraformStack.of(node);
  for (const other of stack.node.findAll()) {
    const element = elementOf(other);
    if (element?.type !== "aws_s3_bucket_server_side_encryption_configuration") continue;
    const kms = blocks(element.attributes["rule"])
      .flatMap((rule) => blocks(rule["apply_server_side_encryption_by_default"]))
      .some((by) => by["sse_algorithm"] === "aws:kms" && by["kms_master_key_id"] !== undefined);
    const [bucket] = strings(element.attributes["bucket"]);
    const origin = bucket === undefined ? undefined : originOf(bucket);
    if (kms && origin?.kind === "attribute" && describeOrigin(origin)) found.add(origin.address);
  }
  return found;
}
