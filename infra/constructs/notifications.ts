import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy/index.js";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription/index.js";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic/index.js";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import type { Grantee } from "../iam/grantee.ts";
import { policyDocument } from "../iam/policy-document.ts";
import type { EncryptionKey } from "./encryption-key.ts";

export interface NotificationsProps {
  readonly key: EncryptionKey;
  /**
   * Who gets an e-mail.
   * @default - nobody
   */
  readonly emails?: readonly string[];
}

/**
 * The topic that all news goes to. Alarms and budgets of this account with its names may publish, and EventBridge:
 * topic policies for it take no conditions (EventBridge user guide, "Using resource-based policies", SNS permissions).
 */
export class Notifications extends Construct {
  readonly topic: SnsTopic;

  constructor(scope: Construct, id: string, { key, emails = [] }: NotificationsProps) {
    super(scope, id);
    const stack = BenchStack.of(this);
    this.topic = new SnsTopic(this, "Default", { name: stack.prefix, kmsMasterKeyId: key.arn });
    const publishers = [
      { service: "events" },
      { service: "cloudwatch", source: stack.arn("cloudwatch", `alarm:${stack.prefix}-*`) },
      { service: "budgets", source: `arn:${stack.partition}:budgets::${stack.accountId}:*` },
    ];
    new SnsTopicPolicy(this, "policy", {
      arn: this.topic.arn,
      policy: policyDocument(
        publishers.map(({ service, source }) => ({
          sid: `Publish${service}`,
          principals: { Service: [`${service}.amazonaws.com`] },
          actions: ["sns:Publish"],
          resources: [this.topic.arn],
          ...(source !== undefined && {
            conditions: {
              StringEquals: { "aws:SourceAccount": stack.accountId },
              ArnLike: { "aws:SourceArn": source },
            },
          }),
        })),
      ),
    });
    for (const [index, endpoint] of emails.entries())
      new SnsTopicSubscription(this, `email-${index}`, {
        topicArn: this.topic.arn,
        protocol: "email",
        endpoint,
      });
  }

  /** ARN of the topic, made in the stack of `user`, which may be deployed before this one. */
  static topicArn(user: Construct): string {
    const stack = BenchStack.of(user);
    return stack.arn("sns", stack.prefix);
  }

  /** Lets a role publish to the topic, which is encrypted (SNS developer guide, "Key management"). */
  static grantPublish(role: Grantee, key: EncryptionKey): void {
    role.allow({
      sid: "PublishNews",
      actions: ["sns:Publish"],
      resources: [Notifications.topicArn(role)],
    });
    key.grantUse(role, "sns", ["kms:Decrypt", "kms:GenerateDataKey*"]);
  }
}
