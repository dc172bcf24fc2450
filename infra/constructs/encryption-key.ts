import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias/index.js";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key/index.js";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import { policyDocument } from "../iam/policy-document.ts";
import type { Grantee } from "../iam/grantee.ts";

/** The one key of an environment, for results, images, logs and messages; $1 a month. It rotates every year. */
export class EncryptionKey extends Construct {
  readonly key: KmsKey;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const stack = BenchStack.of(this);
    const { accountId, partition, region, dnsSuffix, prefix } = stack;
    const use = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*", "kms:DescribeKey"];
    this.key = new KmsKey(this, "Default", {
      description: "GEOS-Chem benchmarks: results, images, logs, messages",
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: policyDocument([
        {
          // Hands the decision to IAM policies; without it nobody could ever change the key again.
          sid: "Account",
          principals: { AWS: [`arn:${partition}:iam::${accountId}:root`] },
          actions: ["kms:*"],
          resources: ["*"],
        },
        {
          sid: "Logs",
          principals: { Service: [`logs.${region}.${dnsSuffix}`] },
          actions: use,
          resources: ["*"],
          conditions: {
            ArnLike: {
              "kms:EncryptionContext:aws:logs:arn": [`/${prefix}/*`, `/aws/events/${prefix}*`].map((group) =>
                stack.arn("logs", `log-group:${group}`),
              ),
            },
          },
        },
        {
          // The website's distribution reads encrypted objects (CloudFront developer guide, "SSE-KMS").
          sid: "Website",
          principals: { Service: ["cloudfront.amazonaws.com"] },
          actions: ["kms:Decrypt"],
          resources: ["*"],
          conditions: {
            ArnLike: { "aws:SourceArn": `arn:${partition}:cloudfront::${accountId}:distribution/*` },
          },
        },
        {
          // Alarms and budgets that publish to an encrypted topic (SNS developer guide, "Enable compatibility…").
          sid: "Publishers",
          principals: { Service: ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"] },
          actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
          resources: ["*"],
          conditions: { StringEquals: { "aws:SourceAccount": accountId } },
        },
        {
          // Rules do too, but without a condition: EventBridge names no source when it publishes to an encrypted topic,
          // and would be refused unheard (the same page: source keys "not supported for EventBridge-to-encrypted topics").
          sid: "Events",
          principals: { Service: ["events.amazonaws.com"] },
          actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
          resources: ["*"],
        },
      ]),
    });
    new KmsAlias(this, "alias", { name: `alias/${prefix}`, targetKeyId: this.key.keyId });
  }

  get arn(): string {
    return this.key.arn;
  }

  /** Lets a role use the key through one service only; `what` tells it from another such statement of the role. */
  grantUse(role: Grantee, service: "s3" | "scheduler" | "sns", actions: readonly string[], what = ""): void {
    const { region, dnsSuffix } = BenchStack.of(role);
    role.allow({
      sid: `${what}UseKeyThrough${service}`,
      actions,
      resources: [this.arn],
      conditions: { StringEquals: { "kms:ViaService": `${service}.${region}.${dnsSuffix}` } },
    });
  }
}
