import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target/index.js";
import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter/index.js";
import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy/index.js";
import { environmentNamespace } from "../../contract/metric-names.ts";
import { scheduledJobPrefix } from "../../contract/names.ts";
import { leastRetentionDays } from "../config/defaults.ts";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import { policyDocument } from "../iam/policy-document.ts";
import type { EncryptionKey } from "./encryption-key.ts";
import { LogGroup } from "./log-group.ts";
import type { Notifications } from "./notifications.ts";

export interface JobEventsProps {
  readonly key: EncryptionKey;
  readonly notifications: Notifications;
  /** Names of the queues whose jobs are followed. */
  readonly queues: readonly string[];
  /** @default {@link leastRetentionDays} */
  readonly retentionDays?: number;
}

/** Namespace of the metrics of an environment's jobs. */
export const jobMetricsNamespace = (prefix: string): string => environmentNamespace("GeosChem/Jobs", prefix);

/** Metrics made from the events: Batch's own appeared in 2026 and are best-effort, so nothing here depends on them. */
export const jobMetrics = {
  submitted: "Submitted",
  running: "Running",
  succeeded: "Succeeded",
  failed: "Failed",
  scheduledFailed: "ScheduledFailed",
  blocked: "QueueBlocked",
} as const;

/**
 * Follows the jobs of the queues: every change of state to a log group and metrics, failures and blocked queues to
 * people.
 */
export class JobEvents extends Construct {
  readonly logs: LogGroup;

  constructor(scope: Construct, id: string, props: JobEventsProps) {
    super(scope, id);
    const { key, notifications, queues, retentionDays = leastRetentionDays } = props;
    const stack = BenchStack.of(this);
    const queueArns = queues.map((name) => stack.arn("batch", `job-queue/${name}`));

    // EventBridge delivers to groups below /aws/events only.
    const logs = new LogGroup(this, "logs", { name: `/aws/events/${stack.prefix}`, key, retentionDays });
    this.logs = logs;
    new CloudwatchLogResourcePolicy(this, "logs-policy", {
      policyName: `${stack.prefix}-events`,
      policyDocument: policyDocument([
        {
          // As EventBridge's user guide has it ("Using resource-based policies", CloudWatch Logs permissions): a source is
          // not known to come with CreateLogStream, and events without a stream would be lost unheard. A rule can name a
          // log group of its own account only.
          sid: "EventBridge",
          principals: { Service: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] },
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: [stack.arn("logs", `log-group:${logs.name}:*`)],
        },
      ]),
    });

    const changes = ["Batch Job State Change"];
    const blocked = ["Batch Job Queue Blocked"];
    this.rule("all", "Every change of state of a benchmark job", logs.group.arn, {
      "detail-type": [...changes, ...blocked],
      detail: { jobQueue: queueArns },
    });
    this.rule("failed", "Failed benchmark jobs", notifications.topic.arn, {
      "detail-type": changes,
      detail: { jobQueue: queueArns, status: ["FAILED"] },
    });
    this.rule("blocked", "A job that cannot be placed blocks its queue", notifications.topic.arn, {
      "detail-type": blocked,
      detail: { jobQueue: queueArns },
    });

    const namespace = jobMetricsNamespace(stack.prefix);
    const status = (value: string, more = "") =>
      `{ ($.detail-type = "${changes[0]}") && ($.detail.status = "${value}") ${more}}`;
    const patterns: Readonly<Record<keyof typeof jobMetrics, string>> = {
      submitted: status("SUBMITTED"),
      running: status("RUNNING"),
      succeeded: status("SUCCEEDED"),
      failed: status("FAILED"),
      scheduledFailed: status("FAILED", `&& ($.detail.jobName = "${scheduledJobPrefix}*") `),
      blocked: `{ $.detail-type = "${blocked[0]}" }`,
    };
    for (const [metric, name] of Object.entries(jobMetrics) as [keyof typeof jobMetrics, string][]) {
      new CloudwatchLogMetricFilter(this, metric, {
        name: `${stack.prefix}-${metric}`,
        logGroupName: logs.name,
        pattern: patterns[metric],
        metricTransformation: { namespace, name, value: "1" },
        dependsOn: [logs.group],
      });
    }
  }

  private rule(id: string, description: string, target: string, pattern: object): void {
    const rule = new CloudwatchEventRule(this, `${id}-rule`, {
      name: `${BenchStack.of(this).prefix}-${id}`,
      description,
      eventPattern: JSON.stringify({ source: ["aws.batch"], ...pattern }),
    });
    new CloudwatchEventTarget(this, `${id}-target`, { rule: rule.name, arn: target });
  }
}
