import type { TerraformStack } from "../../../../infra/cdk.ts";
import { dataSource, resource } from "../../support/written.ts";
import type { CorrectUse, Violation } from "./case.ts";

type Given = Readonly<Record<string, unknown>>;

const made =
  (type: string, given: Given = {}) =>
  (stack: TerraformStack) =>
    resource(stack, type, "it", given);

const unencrypted = (title: string, type: string, given: Given = {}): Violation => [
  title,
  "encrypted",
  made(type, given),
  `${type} that is not encrypted.`,
];

const byKey = (kms_master_key_id: unknown, sse_algorithm = "aws:kms") => ({
  rule: [{ apply_server_side_encryption_by_default: { kms_master_key_id, sse_algorithm } }],
});

const bucket = (encryption?: Given) => (stack: TerraformStack) => {
  const it = resource(stack, "aws_s3_bucket", "it", { bucket: "b" });
  if (encryption)
    resource(stack, "aws_s3_bucket_server_side_encryption_configuration", "e", {
      bucket: it("id"),
      ...encryption,
    });
};

export const storageViolations: readonly Violation[] = [
  ["a bucket by itself", "encrypted", bucket(), "aws_s3_bucket that is not encrypted."],
  [
    "a bucket with S3's own key",
    "encrypted",
    bucket(byKey(undefined, "AES256")),
    "aws_s3_bucket that is not",
  ],
  ["a bucket with an empty key", "encrypted", bucket(byKey("")), "aws_s3_bucket that is not encrypted."],
  [
    "a registry by itself",
    "encrypted",
    made("aws_ecr_repository"),
    "aws_ecr_repository that is not encrypted.",
  ],
  unencrypted("a log group with an empty key", "aws_cloudwatch_log_group", {
    kms_key_id: "",
    retention_in_days: 365,
  }),
  unencrypted("a topic with an empty key", "aws_sns_topic", { kms_master_key_id: "" }),
  unencrypted("a queue without", "aws_sqs_queue", { sqs_managed_sse_enabled: false }),
  unencrypted("a schedule without", "aws_scheduler_schedule"),
  unencrypted("a plain volume", "aws_ebs_volume", { size: 1 }),
  unencrypted("a volume that is said to be plain", "aws_ebs_volume", { encrypted: false }),
  unencrypted("a plain file system", "aws_efs_file_system"),
  unencrypted("a Lustre file system of the first kind", "aws_fsx_lustre_file_system", {
    storage_capacity: 1200,
  }),
  unencrypted("a Lustre file system with an empty key", "aws_fsx_lustre_file_system", {
    deployment_type: "PERSISTENT_2",
    kms_key_id: "",
  }),
  unencrypted("an OpenZFS file system", "aws_fsx_openzfs_file_system"),
  unencrypted("an instance with a plain disk", "aws_instance", { root_block_device: [{ encrypted: false }] }),
  unencrypted("an instance with a second, plain disk", "aws_instance", {
    root_block_device: [{ encrypted: true }],
    ebs_block_device: [{ device_name: "/dev/sdf" }],
  }),
  unencrypted("a template with one plain disk of two", "aws_launch_template", {
    block_device_mappings: [{ ebs: { encrypted: true } }, { ebs: { volume_size: 1 } }],
  }),
  unencrypted("a table without", "aws_dynamodb_table"),
  unencrypted("a database without", "aws_db_instance"),
  [
    "a key that a variable gives",
    "encrypted",
    (stack) => {
      stack.addOverride("variable.key", { type: "string", default: "" });
      made("aws_sns_topic", { kms_master_key_id: "${var.key}" })(stack);
    },
    "aws_sns_topic that is not encrypted.",
  ],
  [
    "a month of logs",
    "log-retention",
    made("aws_cloudwatch_log_group", { retention_in_days: 30 }),
    "of 30 days.",
  ],
  [
    "logs for ever",
    "log-retention",
    made("aws_cloudwatch_log_group", { retention_in_days: 0 }),
    "of logs for ever.",
  ],
  [
    "a retention that a variable gives",
    "log-retention",
    (stack) => {
      stack.addOverride("variable.days", { type: "number", default: 365 });
      made("aws_cloudwatch_log_group", { retention_in_days: "${var.days}" })(stack);
    },
    "a retention that is unknown at synthesis",
  ],
  [
    "a job that makes its log group",
    "log-retention",
    made("aws_batch_job_definition", {
      container_properties: JSON.stringify({
        logConfiguration: { logDriver: "awslogs", options: { "awslogs-create-group": "true" } },
      }),
    }),
    "a job that makes its log group",
  ],
  [
    "a module",
    "nothing-hidden",
    (stack) => stack.addOverride("module.network", { source: "terraform-aws-modules/vpc/aws" }),
    "the module network",
  ],
  [
    "a stack of CloudFormation",
    "nothing-hidden",
    made("aws_cloudformation_stack", { template_body: "{}" }),
    "aws_cloudformation_stack, which makes",
  ],
  [
    "a program",
    "nothing-hidden",
    (stack) => {
      made("aws_instance")(stack);
      stack.addOverride("resource.aws_instance.it.provisioner", [{ "local-exec": { command: "x" } }]);
    },
    "a provisioner",
  ],
];

export const storageCorrectUses: readonly CorrectUse[] = [
  ["a bucket with a key", bucket(byKey("arn:aws:kms:us-east-1:1:key/k"))],
  [
    "a bucket with a key of the stack",
    (stack) => bucket(byKey(resource(stack, "aws_kms_key", "k")("arn")))(stack),
  ],
  ["a bucket that is only read", (stack) => dataSource(stack, "aws_s3_bucket", "open", { bucket: "gcgrid" })],
  ["a queue with its own encryption", made("aws_sqs_queue", { sqs_managed_sse_enabled: true })],
  ["an encrypted volume", made("aws_ebs_volume", { encrypted: true })],
  ["an encrypted file system", made("aws_efs_file_system", { encrypted: true })],
  ["a Lustre file system for scratch", made("aws_fsx_lustre_file_system", { deployment_type: "SCRATCH_2" })],
  [
    "a Lustre file system with a key",
    made("aws_fsx_lustre_file_system", {
      deployment_type: "PERSISTENT_2",
      kms_key_id: "arn:aws:kms:us-east-1:1:key/k",
    }),
  ],
  [
    "a log group for a year",
    made("aws_cloudwatch_log_group", { kms_key_id: "arn:aws:kms:us-east-1:1:key/k", retention_in_days: 365 }),
  ],
  [
    "a private instance",
    made("aws_instance", {
      associate_public_ip_address: false,
      root_block_device: { encrypted: true },
      metadata_options: { http_tokens: "required", http_put_response_hop_limit: 1 },
    }),
  ],
];
