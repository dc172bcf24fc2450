import { beforeEach, describe, expect, it } from "vitest";
import type { LocalOperation } from "../../../../../emulator/batch/operations.ts";
import { BatchClientError } from "../../../../../emulator/ports/batch-api.ts";
import { environment, queue, resources } from "../local-batch.ts";
import { computeResources, emptyBatch } from "../resource-calls.ts";

/**
 * What AWS Batch refuses, operation by operation, under the page of the API reference (or the report) that says so. A
 * rule that several operations have stands under each of them.
 */
const reserved = { "AWS:mine": "1" };
const manyTags = Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`k${at}`, ""]));
const longKey = { ["k".repeat(129)]: "" };
const longValue = { a: "v".repeat(257) };
const manyNames = Array.from({ length: 101 }, (_, at) => `n${at}`);

const container = (more: object = {}) => ({ image: "i", resourceRequirements: resources(1, 4), ...more });
const define = (more: object = {}) => ({
  jobDefinitionName: "d",
  type: "container",
  containerProperties: container(),
  ...more,
});
const nodes = (onNode: object) => ({
  jobDefinitionName: "d",
  type: "multinode",
  nodeProperties: {
    numNodes: 1,
    mainNode: 0,
    nodeRangeProperties: [{ targetNodes: "0:", container: onNode }],
  },
});
const create = (more: object = {}, rest: object = {}) => ({
  computeEnvironmentName: "new",
  type: "MANAGED",
  computeResources: { ...computeResources(), ...more },
  ...rest,
});
const newQueue = (more: object = {}) => ({
  jobQueueName: "new",
  priority: 1,
  computeEnvironmentOrder: [{ order: 1, computeEnvironment: "ce" }],
  ...more,
});
const submit = (more: object = {}) => ({ jobName: "j", jobQueue: "queue", jobDefinition: "job", ...more });
const limit = (more: object = {}) => ({
  jobStateTimeLimitActions: [
    {
      action: "CANCEL",
      maxTimeSeconds: 600,
      reason: "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT",
      state: "RUNNABLE",
      ...more,
    },
  ],
});
const services = (...given: string[]) => ({
  serviceEnvironmentOrder: given.map((serviceEnvironment, at) => ({ order: at, serviceEnvironment })),
});
const capacity = (maxCapacity?: number, capacityUnit = "NUM_INSTANCES") => ({
  capacityLimits: [{ maxCapacity, capacityUnit }],
});
const both = (one: string, other = "NUM_INSTANCES") => ({
  capacityLimits: [...capacity(1, one).capacityLimits, ...capacity(1, other).capacityLimits],
});
const newService = (more: object = {}) => ({
  serviceEnvironmentName: "other",
  serviceEnvironmentType: "SAGEMAKER_TRAINING",
  ...capacity(2),
  ...more,
});
const train = (more: object = {}) => ({
  jobName: "j",
  jobQueue: "services",
  serviceJobType: "SAGEMAKER_TRAINING",
  serviceRequestPayload: "{}",
  ...more,
});
const capacityRows = (request: (limits: object) => object): Row[] => [
  ["no limit", request({ capacityLimits: [] }), /at least one limit, given 0/],
  ["a limit beside that of all types", request(both("ml.m5.large")), /one limit alone, given 2/],
  ["two limits of all types", request(both("NUM_INSTANCES")), /one limit alone, given 2/],
  ["two limits of a type", request(both("ml.m5.large", "ml.m5.large")), /ml.m5.large twice/],
  ["a limit without a number", request(capacity()), /maxCapacity is required/],
  ["a limit of 0", request(capacity(0)), /maxCapacity must be between 1/],
  ["another unit", request(capacity(1, "VCPU")), /or an instance type like ml.m5.large, given VCPU/],
  ["a type of EC2", request(capacity(1, "m5.large")), /like ml.m5.large, given m5.large/],
];
const retry = (more: object) => ({ retryStrategy: { attempts: 1, ...more } });
const byName = { filters: [{ name: "JOB_NAME", values: ["a"] }] };

type Row = readonly [rule: string, request: object, text: RegExp | string];

const names: readonly [string, string][] = [
  ["is empty", ""],
  ["has 129 characters", "n".repeat(129)],
  ["has a dot", "a.b"],
  ["begins with a hyphen", "-a"],
  ["begins with an underscore", "_a"],
];
const tagRows = (request: (tags: object) => object): Row[] => [
  ["51 tags", request(manyTags), /at most 50 tags, this would be 51/],
  ["a reserved key", request(reserved), /begin with aws: are reserved/],
  ["an empty key", request({ "": "1" }), /1 to 128 characters, given 0/],
  ["a key of 129 characters", request(longKey), /1 to 128 characters, given 129/],
  ["a value of 257 characters", request(longValue), /at most 256 characters/],
];
const nameRows = (member: string, request: (name: object) => object, text: RegExp): Row[] =>
  names.map(([what, name]) => [`a name that ${what}`, request({ [member]: name }), text]);
const unsupportedName = /Provided name .* is not supported pattern\[a-zA-Z_0-9-\]\{1,128\}/s;

const retryRows = (request: (more: object) => object): Row[] => [
  ["no attempts", request(retry({ attempts: 0 })), /between 1 and 10, given 0/],
  ["11 attempts", request(retry({ attempts: 11 })), /between 1 and 10, given 11/],
  ["half an attempt", request(retry({ attempts: 1.5 })), /between 1 and 10, given 1.5/],
  ["a timeout of 60.5 s", request({ timeout: { attemptDurationSeconds: 60.5 } }), /at least 60 seconds/],
  ["a timeout of 59 s", request({ timeout: { attemptDurationSeconds: 59 } }), /at least 60 seconds/],
];

/** Every operation with pages but ListJobs, with what else it needs. */
const paged = {
  DescribeComputeEnvironments: {},
  DescribeJobDefinitions: {},
  DescribeJobQueues: {},
  DescribeServiceEnvironments: {},
  ListConsumableResources: {},
  ListJobsByConsumableResource: { consumableResource: "licence" },
  ListQuotaShares: { jobQueue: "services" },
  ListSchedulingPolicies: {},
  ListServiceJobs: { jobQueue: "services" },
} as const satisfies Partial<Record<LocalOperation, object>>;
/** "This value can be between 1 and 100." That what is beyond is refused, is ours (emulator/batch/resource/page.ts). */
const pageRows = (operation: keyof typeof paged): Row[] =>
  [0, -1, 101, 2 ** 31 - 1].map((maxResults) => [
    `a page of ${maxResults}`,
    { ...paged[operation], maxResults },
    `maxResults must be between 1 and 100, given ${maxResults}`,
  ]);

const launchRows = (request: (more: object) => object): Row[] => [
  [
    "Spot's strategy on demand",
    request({ allocationStrategy: "SPOT_CAPACITY_OPTIMIZED" }),
    /only for .* SPOT/,
  ],
  [
    "Spot's other strategy",
    request({ allocationStrategy: "SPOT_PRICE_CAPACITY_OPTIMIZED" }),
    /only for .* SPOT/,
  ],
  [
    "a bid of 101 %",
    request({ type: "SPOT", bidPercentage: 101 }),
    /bidPercentage must be between 0 and 100/,
  ],
  [
    "no security group and no launch template",
    request({ securityGroupIds: [] }),
    /securityGroupIds is required/,
  ],
  [
    "a launch template by id and name",
    request({ launchTemplate: { launchTemplateId: "lt-1", launchTemplateName: "n" } }),
    /either launchTemplateId or launchTemplateName/,
  ],
  [
    "three ec2Configurations",
    request({ ec2Configuration: ["1", "2", "3"].map((imageType) => ({ imageType })) }),
    /one or two/,
  ],
  ["a tag of instances with a reserved key", request({ tags: reserved }), /reserved/],
  [
    "a delay of 19 minutes",
    request({ scalingPolicy: { minScaleDownDelayMinutes: 19 } }),
    /between 20 and 10080/,
  ],
];

const rules: Partial<Record<LocalOperation, readonly Row[]>> = {
  CreateComputeEnvironment: [
    ...nameRows("computeEnvironmentName", (name) => create({}, name), unsupportedName),
    ...tagRows((tags) => create({}, { tags })),
    ...launchRows((more) => create(more)),
    // ComputeResource, allocationStrategy.
    [
      "Spot with BEST_FIT and no fleet role",
      create({ type: "SPOT", allocationStrategy: "BEST_FIT" }),
      /spotIamFleetRole is required/,
    ],
  ],
  UpdateComputeEnvironment: [
    ...launchRows((more) => ({ computeEnvironment: "ce", computeResources: more })),
    [
      "a policy of no minutes",
      { computeEnvironment: "ce", updatePolicy: { jobExecutionTimeoutMinutes: 0 } },
      /between 1 and 7200/,
    ],
    [
      "a policy of 7,201 minutes",
      { computeEnvironment: "ce", updatePolicy: { jobExecutionTimeoutMinutes: 7201 } },
      /between 1 and 7200/,
    ],
    // opensupplyhub/open-apparel-registry#2043
    [
      "fewer vCPUs than there are",
      { computeEnvironment: "big", computeResources: { desiredvCpus: 15 } },
      "Manually scaling down compute environment is not supported.  Disconnecting job queues from compute environment will cause it to scale-down to minvCpus.",
    ],
    [
      "an ARN of another region",
      { computeEnvironment: "arn:aws:batch:eu-west-1:123456789012:compute-environment/ce" },
      /does not exist/,
    ],
    [
      "an ARN of another account",
      { computeEnvironment: "arn:aws:batch:us-east-1:999999999999:compute-environment/ce" },
      /does not exist/,
    ],
    // hashicorp/terraform-provider-aws#43969
    [
      "nothing to change",
      { computeEnvironment: "ce" },
      "One of [state | compute-resources | service-role | unmanaged-vcpus] is required.",
    ],
    ["unmanagedvCpus of a managed one", { computeEnvironment: "ce", unmanagedvCpus: 1 }, /of type UNMANAGED/],
  ],
  DescribeComputeEnvironments: [
    ["101 names", { computeEnvironments: manyNames }, /is  100/],
    [
      "a page of names",
      { computeEnvironments: ["ce"], maxResults: 1 },
      "Error executing request, Exception : ComputeEnvironments and MaxResults cannot both be set",
    ],
  ],
  CreateJobQueue: [
    ...nameRows("jobQueueName", newQueue, unsupportedName),
    ...tagRows((tags) => newQueue({ tags })),
    ["a priority of -1", newQueue({ priority: -1 }), /priority must be between 0 and 1000/],
    ["a priority of 1,001", newQueue({ priority: 1001 }), /priority must be between 0 and 1000/],
    ["no environment", newQueue({ computeEnvironmentOrder: [] }), /1 to 3/],
    ["a limit of 599 s", newQueue(limit({ maxTimeSeconds: 599 })), /between 600 and 86400/],
    ["a limit that terminates", newQueue(limit({ action: "TERMINATE" })), /action must be CANCEL/],
    [
      "a limit for a reason without remedy",
      newQueue(limit({ reason: "UNDETERMINED" })),
      /reason must be one of/,
    ],
    [
      "a policy that is not there",
      newQueue({ schedulingPolicyArn: "arn:aws:batch:us-east-1:123456789012:scheduling-policy/p" }),
      /scheduling-policy\/p does not exist/,
    ],
    ["a queue for EKS", newQueue({ jobQueueType: "EKS" }), /type EKS/],
    [
      "SageMaker's type without a service environment",
      newQueue({ jobQueueType: "SAGEMAKER_TRAINING" }),
      /serviceEnvironmentOrder is required/,
    ],
    ["both kinds of environments", newQueue(services("s")), /either computeEnvironmentOrder or service/],
    [
      "a service environment in a queue of another type",
      newQueue({ ...services("s"), computeEnvironmentOrder: [], jobQueueType: "ECS" }),
      /type ECS takes no serviceEnvironmentOrder/,
    ],
    [
      "a service environment that is not there",
      newQueue({ ...services("none"), computeEnvironmentOrder: [] }),
      /Service environment none does not exist/,
    ],
    [
      "a service environment that is not VALID",
      newQueue({ ...services("new"), computeEnvironmentOrder: [] }),
      /Service environment new is not VALID/,
    ],
    [
      "a service environment twice",
      newQueue({ ...services("s", "s"), computeEnvironmentOrder: [] }),
      /serviceEnvironmentOrder must name each environment/,
    ],
    [
      "an action for service jobs that is for others",
      newQueue({ ...services("s"), computeEnvironmentOrder: [], ...limit() }),
      /action must be TERMINATE for this kind of job queue, given CANCEL/,
    ],
    [
      "a reason for service jobs that is for others",
      newQueue({ ...services("s"), computeEnvironmentOrder: [], ...limit({ action: "TERMINATE" }) }),
      /reason must be one of .*QUOTA_MANAGEMENT_LIMIT_EXCEEDED, given MISCONFIGURATION:JOB_RESOURCE_REQ/,
    ],
    [
      "an environment by the ARN of another region",
      newQueue({
        computeEnvironmentOrder: [
          { order: 1, computeEnvironment: "arn:aws:batch:eu-west-1:123456789012:compute-environment/ce" },
        ],
      }),
      /does not exist/,
    ],
  ],
  UpdateJobQueue: [
    ["a priority of -1", { jobQueue: "queue", priority: -1 }, /priority must be between 0 and 1000/],
    [
      "a limit of 86,401 s",
      { jobQueue: "queue", ...limit({ maxTimeSeconds: 86_401 }) },
      /between 600 and 86400/,
    ],
    [
      "a limit that terminates",
      { jobQueue: "queue", ...limit({ action: "TERMINATE" }) },
      /action must be CANCEL/,
    ],
    [
      "a limit for a reason without remedy",
      { jobQueue: "queue", ...limit({ reason: "NONE" }) },
      /reason must be one of/,
    ],
    ["service environments", { jobQueue: "queue", ...services("s") }, /keeps its kind of environments/],
    [
      "a policy for a queue that is first in, first out",
      { jobQueue: "queue", schedulingPolicyArn: "arn" },
      /FIFO/,
    ],
    [
      "an ARN of another region",
      { jobQueue: "arn:aws:batch:eu-west-1:123456789012:job-queue/queue" },
      /not found/,
    ],
  ],
  DescribeJobQueues: [
    ["101 names", { jobQueues: manyNames }, /is  100/],
    ["a page of names", { jobQueues: ["queue"], maxResults: 1 }, /JobQueues and MaxResults cannot both/],
  ],
  DescribeServiceEnvironments: [
    [
      "a page of names",
      { serviceEnvironments: ["s"], maxResults: 1 },
      /ServiceEnvironments and MaxResults cannot both/,
    ],
  ],
  RegisterJobDefinition: [
    ...nameRows("jobDefinitionName", define, unsupportedName),
    ...tagRows((tags) => define({ tags })),
    ...retryRows(define),
    ["a priority of -1", define({ schedulingPriority: -1 }), /schedulingPriority must be between 0 and 9999/],
    [
      "a priority of 10,000",
      define({ schedulingPriority: 10_000 }),
      /schedulingPriority must be between 0 and 9999/,
    ],
    [
      "more than 24 KiB",
      define({ parameters: { a: "x".repeat(24 * 1024) } }),
      /less than 24 KiB, got 25 KiB/,
    ],
    [
      "a reserved variable",
      define({ containerProperties: container({ environment: [{ name: "AWS_BATCH_X", value: "1" }] }) }),
      /cannot start with AWS_BATCH/,
    ],
    ...["a.b", "a b", "", "n".repeat(256)].map((name): Row => [
      `a volume called ${JSON.stringify(name.slice(0, 4))}`,
      define({ containerProperties: container({ volumes: [{ name }] }) }),
      /volume\.name contains invalid characters/,
    ]),
    [
      "a volume twice",
      define({ containerProperties: container({ volumes: [{ name: "a" }, { name: "a" }] }) }),
      /must be unique/,
    ],
    [
      "a swappiness of 101",
      define({ containerProperties: container({ linuxParameters: { swappiness: 101 } }) }),
      /swappiness must be between/,
    ],
    [
      "a swappiness of 101 on a node",
      nodes(container({ linuxParameters: { swappiness: 101 } })),
      /swappiness must be between/,
    ],
    [
      "a swappiness of 101 in a task",
      define({
        containerProperties: undefined,
        ecsProperties: {
          taskProperties: [{ containers: [container({ linuxParameters: { swappiness: 101 } })] }],
        },
      }),
      /swappiness must be between/,
    ],
    ...["networkConfiguration", "fargatePlatformConfiguration", "ephemeralStorage"].map((member): Row => [
      `${member} on EC2`,
      define({ containerProperties: container({ [member]: {} }) }),
      new RegExp(`${member} not applicable for EC2\\.`),
    ]),
  ],
  DescribeJobDefinitions: [
    ["101 names", { jobDefinitions: manyNames }, /is  100/],
    ["a list and a name", { jobDefinitions: ["job:1"], jobDefinitionName: "job" }, /cannot be used with/],
    ["a list and a status", { jobDefinitions: ["job:1"], status: "ACTIVE" }, /cannot be used with/],
    ["a page of names", { jobDefinitions: ["job:1"], maxResults: 1 }, /JobDefinitions and MaxResults cannot/],
  ],
  DeregisterJobDefinition: [
    [
      "an ARN of another region",
      { jobDefinition: "arn:aws:batch:eu-west-1:123456789012:job-definition/job:1" },
      /not found/,
    ],
    [
      "an ARN of another account",
      { jobDefinition: "arn:aws:batch:us-east-1:999999999999:job-definition/job:1" },
      /not found/,
    ],
  ],
  SubmitJob: [
    ...nameRows("jobName", submit, /Job name should match valid pattern/),
    ...tagRows((tags) => submit({ tags })),
    ...retryRows(submit),
    [
      "a priority of 10,000",
      submit({ schedulingPriorityOverride: 10_000 }),
      /schedulingPriorityOverride must be between/,
    ],
    ["a share that is not alphanumeric", submit({ shareIdentifier: "a-b" }), /alphanumeric/],
    [
      "an empty string in the command",
      submit({ containerOverrides: { command: ["a", ""] } }),
      /empty string/,
    ],
    [
      "a reserved variable",
      submit({ containerOverrides: { environment: [{ name: "AWS_BATCH_X", value: "" }] } }),
      /cannot start with/,
    ],
    ["an array of one", submit({ arrayProperties: { size: 1 } }), /between 2 and 10000, given 1/],
    [
      "an array of two and a half",
      submit({ arrayProperties: { size: 2.5 } }),
      /between 2 and 10000, given 2.5/,
    ],
    ["an array of 10,001", submit({ arrayProperties: { size: 10_001 } }), /between 2 and 10000/],
    [
      "a definition by the ARN of another region",
      submit({ jobDefinition: "arn:aws:batch:eu-west-1:123456789012:job-definition/job:1" }),
      /not found/,
    ],
    [
      "a definition by the ARN of another account, without a revision",
      submit({ jobDefinition: "arn:aws:batch:us-east-1:999999999999:job-definition/job" }),
      /not found/,
    ],
    [
      "a queue by the ARN of another region",
      submit({ jobQueue: "arn:aws:batch:eu-west-1:123456789012:job-queue/queue" }),
      /not found/,
    ],
  ],
  DescribeJobs: [["101 ids", { jobs: manyNames }, "Maximum number of jobs supported is  100"]],
  ListJobs: [
    ["no queue", {}, /Exactly one of/],
    // boto/boto3#3978
    [
      "two filters",
      { jobQueue: "queue", filters: [...byName.filters, ...byName.filters] },
      "Only one filter key-value pair can be specified.",
    ],
    // aws/aws-cli#7982
    [
      "two values",
      { jobQueue: "queue", filters: [{ name: "JOB_NAME", values: ["a", "b"] }] },
      "Filter cannot take more than one value.",
    ],
    ["no value", { jobQueue: "queue", filters: [{ name: "JOB_NAME", values: [] }] }, /one value/],
    [
      "an unknown filter",
      { jobQueue: "queue", filters: [{ name: "COLOUR", values: ["a"] }] },
      /JOB_NAME, JOB_DEFINITION/,
    ],
    [
      "a time that is none",
      { jobQueue: "queue", filters: [{ name: "AFTER_CREATED_AT", values: ["yesterday"] }] },
      /milliseconds/,
    ],
    ["a page of none", { jobQueue: "queue", maxResults: 0 }, /at least 1/],
  ],
  TagResource: tagRows((tags) => ({
    resourceArn: "arn:aws:batch:us-east-1:123456789012:job-queue/queue",
    tags,
  })),
  UntagResource: [
    [
      "a reserved key",
      { resourceArn: "arn:aws:batch:us-east-1:123456789012:job-queue/queue", tagKeys: ["aws:a"] },
      /reserved/,
    ],
    [
      "an ARN of another region",
      { resourceArn: "arn:aws:batch:eu-west-1:123456789012:job-queue/queue", tagKeys: ["a"] },
      /does not exist/,
    ],
  ],
  ListTagsForResource: [
    [
      "an ARN of another account",
      { resourceArn: "arn:aws:batch:us-east-1:999999999999:job-queue/queue" },
      /does not exist/,
    ],
  ],
  CreateServiceEnvironment: [
    ...nameRows("serviceEnvironmentName", newService, unsupportedName),
    ...tagRows((tags) => newService({ tags })),
    ...capacityRows(newService),
    ["a name that is there", newService({ serviceEnvironmentName: "s" }), /Object already exists/],
  ],
  UpdateServiceEnvironment: [
    ...capacityRows((limits) => ({ serviceEnvironment: "s", ...limits })),
    ["one that is not there", { serviceEnvironment: "none" }, /none does not exist/],
    ["one that is being made", { serviceEnvironment: "new" }, /resource is being modified/],
  ],
  DeleteServiceEnvironment: [
    ["one that is ENABLED", { serviceEnvironment: "s" }, /service environment s must be DISABLED/],
    ["one that is being made", { serviceEnvironment: "new" }, /resource is being modified/],
    ["one that a queue has", { serviceEnvironment: "off" }, /existing JobQueue relationship/],
  ],
  SubmitServiceJob: [
    ["a name with a dot", train({ jobName: "a.b" }), /valid pattern/],
    ["a queue for containers", train({ jobQueue: "queue" }), /must have the type SAGEMAKER_TRAINING/],
    ["a queue that is not there", train({ jobQueue: "none" }), /JobQueue none not found/],
    ["no attempts", train(retry({ attempts: 0 })), /between 1 and 10, given 0/],
    [
      "a rule without an action",
      train(retry({ evaluateOnExit: [{ onStatusReason: "*" }] })),
      /action is required/,
    ],
    ["a rule without a condition", train(retry({ evaluateOnExit: [{ action: "EXIT" }] })), /needs onStatus/],
    ["a priority of 10,000", train({ schedulingPriority: 10_000 }), /between 0 and 9999/],
    ["no time", train({ timeoutConfig: { attemptDurationSeconds: 0 } }), /between 1 and/],
    [
      "a share in a queue without a policy",
      train({ shareIdentifier: "a" }),
      /can onlybe submitted to job queue with fair share/,
    ],
    ...tagRows((tags) => train({ tags })),
  ],
  UpdateServiceJob: [["one that is not there", { jobId: "none", schedulingPriority: 1 }, /does not exist/]],
  DescribeServiceJob: [["one that is not there", { jobId: "none" }, /Service job none does not exist/]],
  TerminateServiceJob: [
    ["no id", { jobId: "", reason: "r" }, /jobId is required/],
    ["no reason", { jobId: "x", reason: "" }, /reason is required/],
    ["1,025 characters of reason", { jobId: "x", reason: "r".repeat(1025) }, /at most 1024/],
  ],
  TerminateServiceJobs: [
    ["no job", { jobs: [], reason: "r" }, /1 to 50 job ids, given 0/],
    ["no reason", { jobs: ["x"], reason: "" }, /reason is required/],
  ],
  ListServiceJobs: [
    ["no queue", {}, /jobQueue is required/],
    ["two filters", { jobQueue: "services", filters: [...byName.filters, ...byName.filters] }, /Only one/],
    [
      "a filter by definition",
      { jobQueue: "services", filters: [{ name: "JOB_DEFINITION", values: ["a"] }] },
      /A filter has a name \(JOB_NAME/,
    ],
  ],
  CancelJob: [["1,025 characters of reason", { jobId: "x", reason: "r".repeat(1025) }, /at most 1024/]],
  TerminateJob: [["1,025 characters of reason", { jobId: "x", reason: "r".repeat(1025) }, /at most 1024/]],
};

let batch: ReturnType<typeof emptyBatch>;
beforeEach(async () => {
  batch = emptyBatch({
    stack: {
      computeEnvironments: [
        environment("ce", { subnets: ["s"], securityGroupIds: ["sg"], instanceRole: "r" }),
        environment("big", { subnets: ["s"], securityGroupIds: ["sg"], instanceRole: "r", minvCpus: 16 }),
      ],
      jobQueues: [queue("queue", ["ce"])],
    },
  });
  const state = (serviceEnvironment: string, to: "DISABLED") =>
    batch.call("UpdateServiceEnvironment", { serviceEnvironment, state: to });
  for (const name of ["s", "off"]) {
    call("CreateServiceEnvironment", newService({ serviceEnvironmentName: name }));
  }
  await batch.settle();
  call("CreateJobQueue", { jobQueueName: "services", priority: 1, ...services("s", "off") });
  state("off", "DISABLED");
  await batch.settle();
  call("CreateServiceEnvironment", newService({ serviceEnvironmentName: "new" }));
  call("CreateConsumableResource", { consumableResourceName: "licence", totalQuantity: 1 });
});
/** As a request comes in: of any form that the protocol's own check lets through. */
const call = (operation: LocalOperation, request: object): unknown =>
  (batch.batch.api[operation] as (input: object) => unknown)(request);

describe.each(Object.keys(paged) as (keyof typeof paged)[])("%s refuses", (operation) => {
  it.each(pageRows(operation))("%s", (_, request, text) => {
    expect(() => call(operation, request)).toThrow(text);
  });
});

describe("pages", () => {
  it.each(Object.entries(paged))("%s takes 1 and 100, and an empty token for none", (operation, request) => {
    for (const maxResults of [1, 100]) {
      const found = call(operation as LocalOperation, { ...request, maxResults, nextToken: "" });
      expect(found).toEqual(call(operation as LocalOperation, { ...request, maxResults }));
    }
  });

  it("ListJobs takes more than it returns: its reference names the least only", () => {
    const of = (more: object) => call("ListJobs", { jobQueue: "queue", ...more });
    expect(of({ maxResults: 5000 })).toEqual({ jobSummaryList: [] });
    expect(of({ maxResults: 1000, ...byName })).toEqual({ jobSummaryList: [] });
  });
});

describe.each(Object.entries(rules))("%s refuses", (operation, rows) => {
  it.each(rows)("%s", (_, request, text) => {
    const refused = () => call(operation as LocalOperation, request);
    expect(refused).toThrow(BatchClientError);
    expect(refused).toThrow(text);
  });
});

describe("at the limits nothing is refused", () => {
  const tags = {
    ["k".repeat(128)]: "v".repeat(256),
    ...Object.fromEntries(Object.entries(manyTags).slice(2)),
  };
  it.each<[LocalOperation, object]>([
    [
      "CreateComputeEnvironment",
      create({ bidPercentage: 0 }, { computeEnvironmentName: "n".repeat(128), tags }),
    ],
    [
      "CreateComputeEnvironment",
      create({ securityGroupIds: [], launchTemplate: { launchTemplateId: "lt-1" } }),
    ],
    ["CreateComputeEnvironment", create({ type: "SPOT", allocationStrategy: "SPOT_CAPACITY_OPTIMIZED" })],
    ["CreateComputeEnvironment", create({ scalingPolicy: { minScaleDownDelayMinutes: 0 } })],
    ["UpdateComputeEnvironment", { computeEnvironment: "big", computeResources: { desiredvCpus: 16 } }],
    ["CreateJobQueue", newQueue({ priority: 1000, tags, ...limit() })],
    ["UpdateJobQueue", { jobQueue: "queue", priority: 0, ...limit({ maxTimeSeconds: 86_400 }) }],
    [
      "RegisterJobDefinition",
      define({
        schedulingPriority: 9999,
        tags,
        containerProperties: container({ volumes: [{ name: "n".repeat(255) }, { name: "a_B-1" }] }),
      }),
    ],
    ["SubmitJob", submit({ jobName: "1" + "n".repeat(127), tags, retryStrategy: { attempts: 10 } })],
    ["ListJobs", { jobQueue: "queue", ...byName }],
  ])("%s", (operation, request) => {
    expect(call(operation, request)).toBeDefined();
  });
});

it("tags that a resource has count with those that are added", () => {
  const resourceArn = "arn:aws:batch:us-east-1:123456789012:job-queue/queue";
  const { k0: _, ...fifty } = manyTags;
  call("TagResource", { resourceArn, tags: fifty });
  expect(() => call("TagResource", { resourceArn, tags: { another: "1" } })).toThrow(/would be 51/);
  call("TagResource", { resourceArn, tags: { k1: "changed" } });
});

describe("an ARN of another region or account", () => {
  it.each(["eu-west-1:123456789012", "us-east-1:999999999999"])("of %s finds nothing", async (elsewhere) => {
    const id = batch.submit();
    const job = `arn:aws:batch:${elsewhere}:job/${id}`;
    expect(call("DescribeJobs", { jobs: [job] })).toEqual({ jobs: [] });
    for (const operation of ["CancelJob", "TerminateJob"] as const) {
      call(operation, { jobId: job, reason: "r" });
    }
    const jobDefinitions = [`arn:aws:batch:${elsewhere}:job-definition/job:1`];
    expect(call("DescribeJobDefinitions", { jobDefinitions })).toEqual({ jobDefinitions: [] });
    const jobQueues = [`arn:aws:batch:${elsewhere}:job-queue/queue`];
    expect(call("DescribeJobQueues", { jobQueues })).toEqual({ jobQueues: [] });
    const computeEnvironments = [`arn:aws:batch:${elsewhere}:compute-environment/ce`];
    expect(call("DescribeComputeEnvironments", { computeEnvironments })).toEqual({ computeEnvironments: [] });
    await batch.clock.runOut();
    expect(batch.describe(id).status, "nobody cancelled it").toBe("SUCCEEDED");
  });

  it("of this one is as good as the name", () => {
    const id = batch.submit({ jobDefinition: "arn:aws:batch:us-east-1:123456789012:job-definition/job" });
    const job = `arn:aws:batch:us-east-1:123456789012:job/${id}`;
    expect(call("DescribeJobs", { jobs: [job, id] })).toMatchObject({ jobs: [{ jobId: id }] });
  });
});

it("a job with more than 50 tags to propagate, its definition's included, fails (SubmitJob, propagateTags)", async () => {
  const { k0: _, ...fifty } = manyTags;
  call("RegisterJobDefinition", { ...define(), tags: fifty, propagateTags: true });
  const within = batch.submit({ jobDefinition: "d", tags: { k1: "mine" } });
  const over = batch.submit({ jobDefinition: "d", tags: { mine: "1" } });
  const kept = batch.submit({ jobDefinition: "d", tags: { mine: "1" }, propagateTags: false });
  await batch.clock.runOut();
  expect(batch.describe(within).status).toBe("SUCCEEDED");
  expect(batch.describe(over)).toMatchObject({
    status: "FAILED",
    attempts: [],
    statusReason: expect.stringMatching(/more than 50 tags/),
  });
  expect(batch.describe(kept).status).toBe("SUCCEEDED");
});
