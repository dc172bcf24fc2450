import { resultsBucketName } from "../../contract/names.ts";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import type { Grantee } from "../iam/grantee.ts";
import type { EncryptionKey } from "./encryption-key.ts";
import { SecureBucket } from "./secure-bucket.ts";

export interface ResultsBucketProps {
  readonly key: EncryptionKey;
  /**
   * Whether Terraform refuses to destroy it.
   * @default true
   */
  readonly protect?: boolean;
}

/** Where results are kept for good, under `results/`. */
export class ResultsBucket extends Construct {
  readonly #key: EncryptionKey;

  constructor(scope: Construct, id: string, { key, protect = true }: ResultsBucketProps) {
    super(scope, id);
    this.#key = key;
    new SecureBucket(this, "bucket", { name: this.nameIn(this), key, protect });
  }

  /** Its name, made in the stack of `user`: readable there without this stack's state. */
  nameIn(user: Construct): string {
    const { accountId, prefix } = BenchStack.of(user);
    return resultsBucketName(accountId, prefix);
  }

  /** Where jobs store results unless told otherwise. */
  outputPath(user: Construct): string {
    return `s3://${this.nameIn(user)}/results`;
  }

  /** Lets somebody list and read what is under `prefix`. */
  grantRead(reader: Grantee, prefix: string): void {
    const arn = `arn:${BenchStack.of(reader).partition}:s3:::${this.nameIn(reader)}`;
    reader.allow({ sid: "ReadResults", actions: ["s3:GetObject"], resources: [`${arn}/${prefix}/*`] });
    reader.allow({
      sid: "ListResults",
      actions: ["s3:ListBucket"],
      resources: [arn],
      conditions: { StringLike: { "s3:prefix": [prefix, `${prefix}/*`] } },
    });
    this.#key.grantUse(reader, "s3", ["kms:Decrypt"]);
  }

  /** Lets somebody leave objects under `prefix`. */
  grantPut(writer: Grantee, prefix: string): void {
    const arn = `arn:${BenchStack.of(writer).partition}:s3:::${this.nameIn(writer)}`;
    writer.allow({ sid: "PutPlans", actions: ["s3:PutObject"], resources: [`${arn}/${prefix}/*`] });
    this.#key.grantUse(writer, "s3", ["kms:GenerateDataKey"], "Put");
  }

  /** Lets a role write under `prefix`, and read it back: the runner looks whether an attempt is already stored. */
  grantWrite(role: Grantee, prefix: string): void {
    const arn = `arn:${BenchStack.of(role).partition}:s3:::${this.nameIn(role)}`;
    role.allow({
      sid: "WriteResults",
      actions: ["s3:PutObject", "s3:GetObject", "s3:AbortMultipartUpload"],
      resources: [`${arn}/${prefix}/*`],
    });
    // Without it S3 answers 403 instead of 404 for an object that is not there (S3 API reference, HeadObject). Not
    // narrowed by s3:prefix, a key that such a request does not carry.
    role.allow({ sid: "ListResults", actions: ["s3:ListBucket"], resources: [arn] });
    this.#key.grantUse(role, "s3", ["kms:GenerateDataKey", "kms:Decrypt"]);
  }
}
