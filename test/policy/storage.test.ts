import { describe, expect, test } from "vitest";
import { block, eachOfType, ofType, resourcesOf, statements } from "./support/synthesised.ts";

const resources = resourcesOf();
const buckets = ofType(resources, "aws_s3_bucket");
const of = (type: string, id: string) =>
  ofType(resources, type).find(({ attributes }) => attributes["bucket"] === `\${aws_s3_bucket.${id}.id}`)
    ?.attributes;

describe.each(buckets.map(({ id }) => id))("bucket %s", (id) => {
  test("blocks public access in all four ways (CKV_AWS_53 to 56, CKV2_AWS_6)", () => {
    expect(of("aws_s3_bucket_public_access_block", id)).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  test("is encrypted with a key of the account (CKV_AWS_145)", () => {
    const rule = block(of("aws_s3_bucket_server_side_encryption_configuration", id)?.["rule"]);
    expect(block(rule["apply_server_side_encryption_by_default"])).toMatchObject({
      sse_algorithm: "aws:kms",
      kms_master_key_id: expect.stringContaining("aws_kms_key.") as string,
    });
  });

  test("keeps versions (CKV_AWS_21)", () => {
    expect(block(of("aws_s3_bucket_versioning", id)?.["versioning_configuration"])).toEqual({
      status: "Enabled",
    });
  });

  test("aborts stale uploads (CKV_AWS_300, CKV2_AWS_61)", () => {
    const rules = of("aws_s3_bucket_lifecycle_configuration", id)?.["rule"] as object[];
    expect(rules).toContainEqual(
      expect.objectContaining({
        status: "Enabled",
        abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
      }),
    );
  });

  test("takes TLS only (CKV_AWS_379) and allows nobody by wildcard (CKV_AWS_70)", () => {
    const policy = statements(of("aws_s3_bucket_policy", id)?.["policy"]);
    expect(policy).toContainEqual(
      expect.objectContaining({
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:*"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      }),
    );
    expect(policy.filter(({ Effect, Principal }) => Effect === "Allow" && Principal === "*")).toEqual([]);
  });
});

test("the results bucket is named after the account and cannot be destroyed", () => {
  const results = buckets.find(({ path }) => path.endsWith("/results/bucket/Default"))?.attributes;
  expect(results).toMatchObject({
    bucket: "geos-chem-bench-results-${data.aws_caller_identity.current.account_id}",
    lifecycle: { prevent_destroy: true },
  });
});

test("the registry is immutable, scanned and encrypted (CKV_AWS_51, 163, 136)", () => {
  const repositories = ofType(resources, "aws_ecr_repository");
  expect(repositories).toHaveLength(1);
  expect(repositories[0]?.attributes).toMatchObject({
    name: "geos-chem",
    image_tag_mutability: "IMMUTABLE",
    image_scanning_configuration: { scan_on_push: true },
  });
  expect(block(repositories[0]?.attributes["encryption_configuration"])["encryption_type"]).toBe("KMS");
});

test("every log group forgets after a year or more, and is encrypted (CKV_AWS_66, 338, 158)", () => {
  for (const { attributes } of eachOfType(resources, "aws_cloudwatch_log_group")) {
    expect(attributes["retention_in_days"]).toBeGreaterThanOrEqual(365);
    expect(attributes["kms_key_id"]).toBeDefined();
  }
});

test("every key rotates and names who may use it (CKV_AWS_7, CKV_AWS_33, CKV2_AWS_64)", () => {
  const keys = ofType(resources, "aws_kms_key");
  expect(keys.length).toBeGreaterThan(0);
  for (const { attributes } of keys) {
    expect(attributes["enable_key_rotation"]).toBe(true);
    for (const { Principal } of statements(attributes["policy"])) {
      expect(Principal).not.toBe("*");
      expect(Object.values(Principal as object).flat()).not.toContain("*");
    }
  }
});

test("what keeps state is apart from Batch", () => {
  const stateful = [
    "aws_s3_bucket",
    "aws_ecr_repository",
    "aws_kms_key",
    "aws_vpc",
    "aws_cloudwatch_log_group",
  ];
  expect(new Set(ofType(resources, ...stateful).map(({ stack }) => stack))).not.toContain("geos-chem-batch");
});
