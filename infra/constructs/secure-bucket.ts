import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy/index.js";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning/index.js";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import { policyDocument, type Statement } from "../iam/policy-document.ts";
import type { EncryptionKey } from "./encryption-key.ts";

export interface SecureBucketProps {
  readonly name: string;
  readonly key: EncryptionKey;
  /** Whether Terraform refuses to destroy it. */
  readonly protect: boolean;
  /**
   * Days after which replaced and deleted versions go.
   * @default 90
   */
  readonly keepOldVersionsDays?: number;
  /**
   * Days after which objects themselves go.
   * @default - they stay
   */
  readonly expireDays?: number;
  /**
   * Who else may do what, beside the roles of this account.
   * @default - nobody
   */
  readonly statements?: readonly Statement[];
}

/** A bucket that is private, versioned, encrypted with the environment's key, and reached over TLS only. */
export class SecureBucket extends Construct {
  readonly bucket: S3Bucket;

  constructor(scope: Construct, id: string, props: SecureBucketProps) {
    super(scope, id);
    const { name, key, protect, keepOldVersionsDays = 90, expireDays, statements = [] } = props;
    this.bucket = new S3Bucket(this, "Default", { bucket: name, lifecycle: { preventDestroy: protect } });
    const bucket = this.bucket.id;
    const arn = `arn:${BenchStack.of(this).partition}:s3:::${name}`;

    const versioning = new S3BucketVersioningA(this, "versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket,
      rule: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
          // One call of KMS for many objects, instead of one for each.
          bucketKeyEnabled: true,
        },
      ],
    });
    const accessBlock = new S3BucketPublicAccessBlock(this, "public-access-block", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket,
      rule: [
        {
          id: "abort-stale-uploads",
          status: "Enabled",
          filter: [{ prefix: "" }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
        {
          id: "expire-old-versions",
          status: "Enabled",
          filter: [{ prefix: "" }],
          noncurrentVersionExpiration: [{ noncurrentDays: keepOldVersionsDays }],
        },
        ...(expireDays === undefined
          ? []
          : [
              {
                id: "expire",
                status: "Enabled",
                filter: [{ prefix: "" }],
                expiration: [{ days: expireDays }],
              },
            ]),
      ],
      dependsOn: [versioning],
    });
    new S3BucketPolicy(this, "policy", {
      bucket,
      policy: policyDocument([
        {
          sid: "TlsOnly",
          effect: "Deny",
          principals: "*",
          actions: ["s3:*"],
          resources: [arn, `${arn}/*`],
          conditions: { Bool: { "aws:SecureTransport": "false" } },
        },
        ...statements,
      ]),
      // S3 answers 409 while two changes of a bucket's access overlap.
      dependsOn: [accessBlock],
    });
  }
}
