import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { BenchStack } from "../bench-stack.ts";
import { leastRetentionDays } from "../config/defaults.ts";
import { Construct } from "../cdk.ts";
import type { Grantee } from "../iam/grantee.ts";
import type { EncryptionKey } from "./encryption-key.ts";

export interface LogGroupProps {
  /** In full. The key's policy lets CloudWatch Logs encrypt what begins with `/<prefix>/` or `/aws/events/<prefix>`. */
  readonly name: string;
  readonly key: EncryptionKey;
  /**
   * One of the periods that CloudWatch Logs knows, in days.
   * @default {@link leastRetentionDays}
   */
  readonly retentionDays?: number;
}

/**
 * A log group of its own: jobs would otherwise log to `/aws/batch/job`, which all of an account's jobs share and which
 * keeps everything for ever.
 */
export class LogGroup extends Construct {
  readonly name: string;
  readonly group: CloudwatchLogGroup;

  constructor(
    scope: Construct,
    id: string,
    { name, key, retentionDays = leastRetentionDays }: LogGroupProps,
  ) {
    super(scope, id);
    this.name = name;
    this.group = new CloudwatchLogGroup(this, "Default", {
      name: this.name,
      retentionInDays: retentionDays,
      kmsKeyId: key.arn,
    });
  }

  /**
   * Lets the service that publishes flow logs look for the group and its streams, which it does before it writes (VPC
   * user guide, "IAM role for publishing flow logs to CloudWatch Logs").
   */
  grantDescribe(role: Grantee): void {
    const stack = BenchStack.of(role);
    // A question for all groups of a region is authorised on "log-group::log-stream:", which belongs to none of them.
    role.allow({
      sid: "FindLogGroups",
      actions: ["logs:DescribeLogGroups"],
      resources: [stack.arn("logs", "log-group:*")],
    });
    role.allow({
      sid: "FindLogStreams",
      actions: ["logs:DescribeLogStreams"],
      resources: [stack.arn("logs", `log-group:${this.name}`), stack.arn("logs", `log-group:${this.name}:*`)],
    });
  }

  /** Lets somebody read log streams of this group. */
  grantRead(reader: Grantee): void {
    const stack = BenchStack.of(reader);
    reader.allow({
      sid: "ReadLogs",
      actions: ["logs:GetLogEvents", "logs:FilterLogEvents"],
      resources: [stack.arn("logs", `log-group:${this.name}`), stack.arn("logs", `log-group:${this.name}:*`)],
    });
  }

  /** Lets a role write log streams of this group. */
  grantWrite(role: Grantee): void {
    role.allow({
      sid: "WriteLogs",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [BenchStack.of(role).arn("logs", `log-group:${this.name}:*`)],
    });
  }
}
