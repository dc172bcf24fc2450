import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js";
import type { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue/index.js";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import { jobMetrics, jobMetricsNamespace } from "./job-events.ts";
import type { Notifications } from "./notifications.ts";
import type { ScheduledCheck } from "./scheduled-check.ts";

export interface AlarmsProps {
  readonly notifications: Notifications;
  /** Where scheduled submissions go that could not be delivered. */
  readonly deadLetters: SqsQueue;
  /** @default - compute environments are not looked at */
  readonly environmentCheck?: Check | undefined;
  /** @default - there is no series to look at */
  readonly seriesCheck?: Check | undefined;
}

type Shared = Omit<CloudwatchMetricAlarmConfig, "alarmName">;
type Check = Pick<ScheduledCheck, "stateMachineArn" | "everyMinutes">;

/** What an alarm is called, and what it says. */
interface Called {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

/**
 * What somebody should look at: a queue that stays blocked, repeated failures, a scheduled run that failed or never
 * started, a series without results, an environment that can run nothing.
 */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const { notifications, deadLetters, environmentCheck, seriesCheck } = props;
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
    const { prefix } = BenchStack.of(this);
    const namespace = jobMetricsNamespace(prefix);
    new CloudwatchMetricAlarm(this, "blocked", {
      ...shared,
      alarmName: `${prefix}-queue-blocked`,
      alarmDescription:
        "A benchmark job cannot be placed and blocks its queue: the job is larger than the instance, there is no " +
        "capacity, or the compute environment is INVALID. `aws batch describe-jobs` has the reason; Batch cancels the " +
        "job after the time that the fleet's blockedLimits give.",
      namespace,
      metricName: jobMetrics.blocked,
    });
    new CloudwatchMetricAlarm(this, "failures", {
      ...shared,
      alarmName: `${prefix}-failures`,
      alarmDescription:
        "Three benchmark jobs or more failed within an hour: the fault is hardly one benchmark's.",
      namespace,
      metricName: jobMetrics.failed,
      threshold: 3,
      period: 3600,
    });
    new CloudwatchMetricAlarm(this, "scheduled-failure", {
      ...shared,
      alarmName: `${prefix}-scheduled-failure`,
      alarmDescription: "A benchmark that a schedule submitted has failed: the series has a gap.",
      namespace,
      metricName: jobMetrics.scheduledFailed,
    });
    new CloudwatchMetricAlarm(this, "missed-schedule", {
      ...shared,
      alarmName: `${prefix}-missed-schedule`,
      alarmDescription:
        "A scheduled benchmark or check could not be started; its request is in the dead-letter queue, for two weeks.",
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: deadLetters.name },
      statistic: "Maximum",
      // The queue keeps a request for two weeks. That it is gone then does not mean that somebody has looked.
      okActions: [],
    });
    if (environmentCheck) {
      this.unsuccessful(environmentCheck, shared, {
        id: "environment",
        name: "environment-unusable",
        description:
          "A compute environment is INVALID, DISABLED or missing, a queue stays blocked, or they could not be looked at. " +
          `The cause of the latest execution of ${prefix}-environment-check that did not succeed says which and why.`,
      });
      this.unchecked(environmentCheck, shared, {
        id: "unchecked",
        name: "environment-unchecked",
        description:
          "No check of the compute environments and queues has started over the time of two: its schedule is away, disabled " +
          "or refused, and every other alarm of it stays quiet.",
      });
    }
    if (seriesCheck) {
      this.unsuccessful(seriesCheck, shared, {
        id: "series",
        name: "series-stale",
        description:
          "A scheduled benchmark has had no valid result for longer than one takes to come, its schedule is away or disabled, or they " +
          `could not be looked at. The cause of the latest execution of ${prefix}-series-check that did not succeed says which.`,
      });
      this.unchecked(seriesCheck, shared, {
        id: "series-unchecked",
        name: "series-unchecked",
        description:
          "No check of the scheduled benchmarks' results has started over the time of two: its schedule is away, disabled or refused.",
      });
    }
  }

  /** Each end that is no success has a metric of its own (Step Functions developer guide, "Execution metrics"). */
  private unsuccessful(check: Check, shared: Shared, { id, name, description }: Called): void {
    const ends = ["ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted"] as const;
    const { period: _period, statistic: _statistic, ...byExpression } = shared;
    new CloudwatchMetricAlarm(this, id, {
      ...byExpression,
      alarmName: `${BenchStack.of(this).prefix}-${name}`,
      alarmDescription: description,
      metricQuery: [
        {
          id: "unsuccessful",
          // A sum with a metric that has no value has none either.
          expression: ends.map((_, index) => `FILL(end${index}, 0)`).join(" + "),
          label: "Unsuccessful checks",
          returnData: true,
        },
        ...ends.map((metric, index) => ({
          id: `end${index}`,
          metric: { ...executions(check, metric), stat: "Sum" },
        })),
      ],
    });
  }

  private unchecked(check: Check, shared: Shared, { id, name, description }: Called): void {
    new CloudwatchMetricAlarm(this, id, {
      ...shared,
      ...executions(check, "ExecutionsStarted"),
      alarmName: `${BenchStack.of(this).prefix}-${name}`,
      alarmDescription: description,
      comparisonOperator: "LessThanThreshold",
      treatMissingData: "breaching",
    });
  }
}

/** Over the time of two checks: one that comes seconds late would clear the alarm otherwise. */
const executions = ({ stateMachineArn, everyMinutes }: Check, metricName: string) => ({
  namespace: "AWS/States",
  metricName,
  dimensions: { StateMachineArn: stateMachineArn },
  period: 2 * everyMinutes * 60,
});
