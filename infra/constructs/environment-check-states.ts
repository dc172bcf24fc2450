/**
 * Amazon States Language: describes compute environments, and fails when one of them is missing, INVALID or DISABLED.
 * The execution's cause then says which and why, in Batch's own words; Step Functions keeps it for 90 days.
 */
export function environmentCheckStates(partition: string, names: readonly string[]): object {
  return {
    Comment: "Fails when a compute environment of the benchmarks cannot run jobs",
    StartAt: "Describe",
    TimeoutSeconds: 300,
    States: {
      Describe: {
        Type: "Task",
        Resource: `arn:${partition}:states:::aws-sdk:batch:describeComputeEnvironments`,
        Parameters: { ComputeEnvironments: names },
        ResultSelector: {
          "environments.$": "$.ComputeEnvironments",
          "found.$": "States.ArrayLength($.ComputeEnvironments)",
        },
        // Throttling and the like pass; a permission that is missing does not, and then nothing is watched.
        Retry: [{ ErrorEquals: ["States.TaskFailed"], IntervalSeconds: 5, MaxAttempts: 3, BackoffRate: 2 }],
        Next: "All there?",
      },
      "All there?": {
        Type: "Choice",
        Choices: [{ Variable: "$.found", NumericLessThan: names.length, Next: "Missing" }],
        Default: "Each",
      },
      Missing: {
        Type: "Fail",
        Error: "ComputeEnvironmentMissing",
        Cause: `There should be ${names.join(", ")}. Deploy the stack geos-chem-batch.`,
      },
      Each: { Type: "Map", ItemsPath: "$.environments", ItemProcessor: each, End: true },
    },
  };
}

const each = {
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
