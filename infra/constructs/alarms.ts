import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js";
import type { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue/index.js";
import { Construct } from "../cdk.ts";
import { jobMetrics } from "./job-events.ts";
import type { Notifications } from "./notifications.ts";

export interface AlarmsProps {
  readonly notifications: Notifications;
  /** Where scheduled submissions go that could not be delivered. */
  readonly deadLetters: SqsQueue;
  /** @default - compute environments are not looked at */
  readonly environmentCheck?: { readonly stateMachineArn: string; readonly everyMinutes: number } | undefined;
}

/**
 * What somebody should look at: a queue that stays blocked, repeated failures, a scheduled run that failed or never
 * started, an environment that can run nothing.
 */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, { notifications, deadLetters, environmentCheck }: AlarmsProps) {
    super(scope, id);
    const shared = {
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      period: 300,
      evaluationPeriods: 1,
      statistic: "Sum",
      // No event is no trouble.
      treatMissingData: "notBreaching",
      alarmActions: [notifications.topic.arn],
      okActions: [notifications.topic.arn],
    };
    const { namespace } = jobMetrics;
    new CloudwatchMetricAlarm(this, "blocked", {
      ...shared,
      alarmName: "geos-chem-queue-blocked",
      alarmDescription:
        "A benchmark job cannot be placed and blocks its queue: the job is larger than the instance, there is no " +
        "capacity, or the compute environment is INVALID. `aws batch describe-jobs` has the reason; Batch cancels the " +
        "job after the time that the fleet's blockedLimits give.",
      namespace,
      metricName: jobMetrics.blocked,
    });
    new CloudwatchMetricAlarm(this, "failures", {
      ...shared,
      alarmName: "geos-chem-failures",
      alarmDescription:
        "Three benchmark jobs or more failed within an hour: the fault is hardly one benchmark's.",
      namespace,
      metricName: jobMetrics.failed,
      threshold: 3,
      period: 3600,
    });
    new CloudwatchMetricAlarm(this, "scheduled-failure", {
      ...shared,
      alarmName: "geos-chem-scheduled-failure",
      alarmDescription: "A benchmark that a schedule submitted has failed: the series has a gap.",
      namespace,
      metricName: jobMetrics.scheduledFailed,
    });
    new CloudwatchMetricAlarm(this, "missed-schedule", {
      ...shared,
      alarmName: "geos-chem-missed-schedule",
      alarmDescription:
        "A scheduled benchmark or check could not be started; its request is in the dead-letter queue.",
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: deadLetters.name },
      statistic: "Maximum",
    });
    if (environmentCheck)
      new CloudwatchMetricAlarm(this, "environment", {
        ...shared,
        alarmName: "geos-chem-environment-unusable",
        alarmDescription:
          "A compute environment is INVALID, DISABLED or missing, or could not be looked at. The cause of the latest " +
          "failed execution of geos-chem-environment-check says which and why.",
        namespace: "AWS/States",
        metricName: "ExecutionsFailed",
        dimensions: { StateMachineArn: environmentCheck.stateMachineArn },
        // Two checks: a check that comes seconds late would clear the alarm otherwise.
        period: 2 * environmentCheck.everyMinutes * 60,
      });
  }
}
