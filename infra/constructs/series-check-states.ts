import { metricNames, type MetricDimension } from "../../contract/metric-names.ts";

/** A benchmark that runs by itself, and how it is followed. */
export interface Series {
  /** Name of the schedule that submits it. */
  readonly schedule: string;
  readonly benchmark: string;
  readonly engine: string;
  readonly instanceType: string;
  /** Days within which it should have a new valid result. */
  readonly dueDays: number;
}

export interface FollowedSeries {
  /** Where the schedules are. */
  readonly group: string;
  /** Of the metrics that the runner reports. */
  readonly namespace: string;
  readonly series: readonly Series[];
}

/**
 * Amazon States Language: fails when the schedule of a series is gone or disabled, or when its benchmark has had no valid
 * result for as long as one is due. An alarm of CloudWatch's looks back seven days at most, and so cannot tell a month's
 * silence; its metrics are kept for fifteen.
 */
export function seriesCheckStates(partition: string, { group, namespace, series }: FollowedSeries): object {
  return {
    Comment: "Fails when a scheduled benchmark has had no valid result for longer than one takes to come",
    StartAt: "Series",
    TimeoutSeconds: 300,
    States: {
      Series: { Type: "Pass", Result: { series }, Next: "Each" },
      Each: {
        Type: "Map",
        ItemsPath: "$.series",
        ItemProcessor: eachSeries(group, namespace, `arn:${partition}:states:::aws-sdk:`),
        End: true,
      },
    },
  };
}

const scheduleIsGone = ["Scheduler.ResourceNotFoundException"];
/** Throttling and the like pass; what is not there, or may not be looked at, does not. */
const retry = { IntervalSeconds: 5, MaxAttempts: 3, BackoffRate: 2 };

/**
 * A point in time some days ago: JSONPath has no arithmetic of times, JSONata has, of which Step Functions takes all of
 * 2.0.6 (developer guide, "Transforming data with JSONata"). Written in whole seconds, as every reader of times takes
 * them.
 */
const since =
  "{% $merge([$states.input, {'since': $fromMillis($toMillis($states.context.Execution.StartTime) - $states.input.dueDays * 86400000, '[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01]Z')}]) %}";

const dimension = (name: MetricDimension, path: string) => ({ Name: name, "Value.$": path });

const eachSeries = (group: string, namespace: string, sdk: string) => ({
  ProcessorConfig: { Mode: "INLINE" },
  StartAt: "Schedule",
  States: {
    Schedule: {
      Type: "Task",
      Resource: `${sdk}scheduler:getSchedule`,
      Parameters: { GroupName: group, "Name.$": "$.schedule" },
      ResultSelector: { "state.$": "$.State", "created.$": "$.CreationDate" },
      ResultPath: "$.found",
      Retry: [
        { ErrorEquals: scheduleIsGone, MaxAttempts: 0 },
        { ErrorEquals: ["States.TaskFailed"], ...retry },
      ],
      Catch: [{ ErrorEquals: scheduleIsGone, ResultPath: "$.error", Next: "Gone" }],
      Next: "Disabled?",
    },
    Gone: {
      Type: "Fail",
      Error: "ScheduleMissing",
      CausePath:
        "States.Format('There is no schedule {}. Deploy the stack geos-chem-operations.', $.schedule)",
    },
    "Disabled?": {
      Type: "Choice",
      Choices: [{ Variable: "$.found.state", StringEquals: "DISABLED", Next: "Disabled" }],
      Default: "Since",
    },
    Disabled: {
      Type: "Fail",
      Error: "ScheduleDisabled",
      CausePath: "States.Format('The schedule {} is disabled: nothing submits {}', $.schedule, $.benchmark)",
    },
    Since: { Type: "Pass", QueryLanguage: "JSONata", Output: since, Next: "New?" },
    "New?": {
      Type: "Choice",
      Choices: [{ Variable: "$.found.created", TimestampGreaterThanPath: "$.since", Next: "Not due" }],
      Default: "Results",
    },
    "Not due": { Type: "Succeed" },
    Results: {
      Type: "Task",
      Resource: `${sdk}cloudwatch:getMetricStatistics`,
      Parameters: {
        Namespace: namespace,
        // Only valid results have it, and each of them does.
        MetricName: metricNames.wallTime,
        Dimensions: [
          dimension("Benchmark", "$.benchmark"),
          dimension("Engine", "$.engine"),
          dimension("InstanceType", "$.instanceType"),
        ],
        "StartTime.$": "$.since",
        "EndTime.$": "$$.Execution.StartTime",
        // One value a day: the answer is small, and of metrics older than two months there is none by the minute.
        Period: 86_400,
        Statistics: ["SampleCount"],
      },
      ResultPath: "$.results",
      Retry: [{ ErrorEquals: ["States.TaskFailed"], ...retry }],
      Next: "Any?",
    },
    "Any?": {
      Type: "Choice",
      Choices: [{ Variable: "$.results.Datapoints[0]", IsPresent: true, Next: "Fresh" }],
      Default: "Stale",
    },
    Fresh: { Type: "Succeed" },
    Stale: {
      Type: "Fail",
      Error: "SeriesStale",
      CausePath:
        "States.Format('{} has had no valid result on {} for {} days; the schedule {} should have made one', $.benchmark, $.instanceType, $.dueDays, $.schedule)",
    },
  },
});
