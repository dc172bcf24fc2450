/** What the check looks at, by name. */
export interface CheckedByStates {
  readonly environments: readonly string[];
  readonly queues: readonly string[];
}

/**
 * Amazon States Language: describes compute environments, and fails when one of them is missing, INVALID or DISABLED;
 * then looks at each queue, and fails when a job in it cannot be placed. The execution's cause says which and why, in
 * Batch's own words; Step Functions keeps it for 90 days.
 */
export function environmentCheckStates(partition: string, { environments, queues }: CheckedByStates): object {
  const call = (operation: string) => `arn:${partition}:states:::aws-sdk:batch:${operation}`;
  return {
    Comment: "Fails when a compute environment or a queue of the benchmarks cannot run jobs",
    StartAt: "Describe",
    TimeoutSeconds: 300,
    States: {
      Describe: {
        Type: "Task",
        Resource: call("describeComputeEnvironments"),
        Parameters: { ComputeEnvironments: environments },
        ResultSelector: {
          "environments.$": "$.ComputeEnvironments",
          "found.$": "States.ArrayLength($.ComputeEnvironments)",
        },
        Retry: retry,
        Next: "All there?",
      },
      "All there?": {
        Type: "Choice",
        Choices: [{ Variable: "$.found", NumericLessThan: environments.length, Next: "Missing" }],
        Default: "Each",
      },
      Missing: {
        Type: "Fail",
        Error: "ComputeEnvironmentMissing",
        Cause: `There should be ${environments.join(", ")}. Deploy the stack geos-chem-batch.`,
      },
      Each: { Type: "Map", ItemsPath: "$.environments", ItemProcessor: eachEnvironment, Next: "Queues" },
      Queues: { Type: "Pass", Result: { queues }, Next: "Each queue" },
      "Each queue": {
        Type: "Map",
        ItemsPath: "$.queues",
        ItemProcessor: eachQueue(call("listJobs")),
        End: true,
      },
    },
  };
}

/** Throttling and the like pass; a permission that is missing does not, and then nothing is watched. */
const retry = [{ ErrorEquals: ["States.TaskFailed"], IntervalSeconds: 5, MaxAttempts: 3, BackoffRate: 2 }];

const eachEnvironment = {
  ProcessorConfig: { Mode: "INLINE" },
  StartAt: "Usable?",
  States: {
    "Usable?": {
      Type: "Choice",
      Choices: [
        {
          Or: [
            { Variable: "$.Status", StringEquals: "INVALID" },
            { Variable: "$.State", StringEquals: "DISABLED" },
          ],
          Next: "Unusable",
        },
      ],
      Default: "Usable",
    },
    Unusable: {
      Type: "Fail",
      Error: "ComputeEnvironmentUnusable",
      CausePath:
        "States.Format('{} is {}, {}: {}', $.ComputeEnvironmentName, $.State, $.Status, $.StatusReason)",
    },
    Usable: { Type: "Succeed" },
  },
};

/**
 * Batch gives a RUNNABLE job a reason only while it blocks its queue, one that begins with its kind (user guide, "Jobs
 * stuck in a RUNNABLE status"). The event comes once, when that begins; the reason stays. The job that blocks is the
 * oldest, so it may well be on the last page.
 */
const eachQueue = (listJobs: string) => ({
  ProcessorConfig: { Mode: "INLINE" },
  StartAt: "Queue",
  States: {
    Queue: { Type: "Pass", Parameters: { "queue.$": "$" }, Next: "Waiting" },
    Waiting: waiting(listJobs),
    "Next page": waiting(listJobs, { "NextToken.$": "$.page.NextToken" }),
    "More?": {
      Type: "Choice",
      Choices: [
        {
          And: [
            { Variable: "$.page.NextToken", IsPresent: true },
            { Variable: "$.page.NextToken", IsString: true },
          ],
          Next: "Next page",
        },
      ],
      Default: "None blocks",
    },
    "None blocks": { Type: "Succeed" },
    "Each job": {
      Type: "Map",
      ItemsPath: "$.page.JobSummaryList",
      ResultPath: null,
      ItemProcessor: {
        ProcessorConfig: { Mode: "INLINE" },
        StartAt: "Blocks?",
        States: {
          "Blocks?": {
            Type: "Choice",
            Choices: [
              {
                And: [
                  { Variable: "$.StatusReason", IsPresent: true },
                  {
                    Or: [
                      { Variable: "$.StatusReason", StringMatches: "MISCONFIGURATION:*" },
                      { Variable: "$.StatusReason", StringMatches: "CAPACITY:*" },
                    ],
                  },
                ],
                Next: "Blocked",
              },
            ],
            Default: "Waits",
          },
          Blocked: {
            Type: "Fail",
            Error: "QueueBlocked",
            CausePath: "States.Format('{} ({}): {}', $.JobName, $.JobId, $.StatusReason)",
          },
          Waits: { Type: "Succeed" },
        },
      },
      Next: "More?",
    },
  },
});

/** A page of the jobs that wait in `$.queue`, as `$.page`. */
const waiting = (listJobs: string, more = {}) => ({
  Type: "Task",
  Resource: listJobs,
  Parameters: { "JobQueue.$": "$.queue", JobStatus: "RUNNABLE", ...more },
  ResultPath: "$.page",
  Retry: retry,
  Next: "Each job",
});
