import { blocks, isFalse, isGiven, isTrue, type Attributes } from "./deployment/attributes.ts";
import type { Deployment, Element } from "./deployment/deployment.ts";
import { isUndetermined } from "./deployment/unknown.ts";
import type { Guardrail } from "./guardrail.ts";

type Test = (attributes: Attributes, element: Element, deployment: Deployment) => boolean;
type Rule = readonly [allowed: string, test: Test];

const isKey = (value: unknown): boolean => isGiven(value) && !isUndetermined(value);
const key = (argument: string): Rule => [`${argument}.`, (attributes) => isKey(attributes[argument])];
const flag = (argument: string): Rule => [`${argument} true.`, (attributes) => isTrue(attributes[argument])];

/** An encrypted volume in each of some blocks; `least` blocks at least. */
const volumes = (attributes: Attributes, least: number, ...names: string[]): boolean => {
  const found = names.flatMap((name) => blocks(attributes[name]));
  return found.length >= least && found.every(({ encrypted }) => isTrue(encrypted));
};

/** Of Amazon's images, of Amazon Linux the first (EC2 user guide, "Device names for volumes on EC2 instances"). */
const rootDevices = new Set(["/dev/xvda", "/dev/sda1"]);

/** Resource type → what it must have to be encrypted at rest, and how to tell. */
const rules: Readonly<Record<string, Rule>> = {
  aws_s3_bucket: [
    "a server-side encryption configuration with a KMS key for the bucket.",
    (_, bucket, deployment) => hasKey(bucket, deployment),
  ],
  aws_ecr_repository: [
    'encryption_configuration with encryption_type "KMS".',
    (of) => blocks(of["encryption_configuration"]).some((it) => it["encryption_type"] === "KMS"),
  ],
  aws_cloudwatch_log_group: key("kms_key_id"),
  aws_sns_topic: key("kms_master_key_id"),
  aws_sqs_queue: [
    "kms_master_key_id or sqs_managed_sse_enabled.",
    (of) => isKey(of["kms_master_key_id"]) || isTrue(of["sqs_managed_sse_enabled"]),
  ],
  aws_scheduler_schedule: key("kms_key_arn"),
  aws_athena_workgroup: [
    "a result configuration that encrypts with SSE_KMS or CSE_KMS, and that clients cannot set aside.",
    (of) =>
      blocks(of["configuration"]).some(
        (it) =>
          !isFalse(it["enforce_workgroup_configuration"]) &&
          blocks(it["result_configuration"])
            .flatMap((results) => blocks(results["encryption_configuration"]))
            .some((by) => by["encryption_option"] !== "SSE_S3" && isKey(by["kms_key_arn"])),
      ),
  ],
  aws_launch_template: [
    "block devices with encrypted EBS volumes, among them the root device.",
    (of) => {
      const devices = blocks(of["block_device_mappings"]);
      const disks = devices.flatMap(({ ebs }) => blocks(ebs));
      // What no block names is as in the machine image: its root volume is plain.
      const hasRoot = devices.some(
        ({ device_name: name, ebs }) => rootDevices.has(String(name)) && blocks(ebs).length > 0,
      );
      return hasRoot && disks.every(({ encrypted: it }) => isTrue(it));
    },
  ],
  aws_instance: [
    "root_block_device and ebs_block_device, each with encrypted true.",
    (of) => volumes(of, 1, "root_block_device") && volumes(of, 0, "ebs_block_device"),
  ],
  aws_launch_configuration: [
    "root_block_device and ebs_block_device, each with encrypted true.",
    (of) => volumes(of, 1, "root_block_device") && volumes(of, 0, "ebs_block_device"),
  ],
  aws_spot_instance_request: [
    "root_block_device and ebs_block_device, each with encrypted true.",
    (of) => volumes(of, 1, "root_block_device") && volumes(of, 0, "ebs_block_device"),
  ],
  aws_ebs_volume: flag("encrypted"),
  aws_ebs_snapshot_copy: flag("encrypted"),
  aws_ami_copy: flag("encrypted"),
  aws_ebs_encryption_by_default: ["enabled true.", (of) => !isFalse(of["enabled"])],
  aws_efs_file_system: flag("encrypted"),
  aws_fsx_lustre_file_system: [
    'kms_key_id, or deployment_type "SCRATCH_2", which FSx encrypts by itself, on the way as well.',
    (of) => isKey(of["kms_key_id"]) || of["deployment_type"] === "SCRATCH_2",
  ],
  aws_fsx_ontap_file_system: key("kms_key_id"),
  aws_fsx_openzfs_file_system: key("kms_key_id"),
  aws_fsx_windows_file_system: key("kms_key_id"),
  aws_dynamodb_table: [
    "server_side_encryption with enabled true.",
    (of) => blocks(of["server_side_encryption"]).some(({ enabled }) => isTrue(enabled)),
  ],
  aws_db_instance: flag("storage_encrypted"),
  aws_rds_cluster: flag("storage_encrypted"),
  aws_docdb_cluster: flag("storage_encrypted"),
  aws_neptune_cluster: flag("storage_encrypted"),
  aws_redshift_cluster: flag("encrypted"),
  aws_elasticache_replication_group: flag("at_rest_encryption_enabled"),
  aws_kinesis_stream: ['encryption_type "KMS".', (of) => of["encryption_type"] === "KMS"],
  aws_s3_object: [
    "the bucket's own encryption, or aws:kms.",
    ({ server_side_encryption: by }) => !isGiven(by) || String(by).startsWith("aws:kms"),
  ],
  aws_secretsmanager_secret: key("kms_key_id"),
  aws_ssm_parameter: [
    'type "SecureString" with a key_id.',
    (of) => of["type"] === "SecureString" && isKey(of["key_id"]),
  ],
  aws_backup_vault: key("kms_key_arn"),
};

/** Types that are known to store, and of which it can be told whether they do so encrypted. */
export const storingTypes: ReadonlySet<string> = new Set(Object.keys(rules));

/** What is stored is encrypted. */
export const encrypted: Guardrail = {
  name: "encrypted",
  *check(resource, deployment) {
    const rule = rules[resource.type];
    if (!rule) return;
    const [allowed, test] = rule;
    if (!test(resource.attributes, resource, deployment))
      yield { found: `${resource.type} that is not encrypted.`, allowed };
  },
};

/** Whether a bucket's default encryption is by a key, be it a resource of its own or, as it once was, a block. */
function hasKey(bucket: Element, deployment: Deployment): boolean {
  const name = bucket.attributes["bucket"];
  const separate = deployment
    .ofType("aws_s3_bucket_server_side_encryption_configuration")
    .filter(
      ({ attributes: { bucket: of } }) => deployment.find(of) === bucket || (isGiven(of) && of === name),
    );
  const inline = blocks(bucket.attributes["server_side_encryption_configuration"]);
  return [...separate.map(({ attributes }) => attributes), ...inline]
    .flatMap(({ rule }) => blocks(rule))
    .flatMap((rule) => blocks(rule["apply_server_side_encryption_by_default"]))
    .some((by) => /^aws:kms(:dsse)?$/.test(String(by["sse_algorithm"])) && isKey(by["kms_master_key_id"]));
}
