import { beforeEach, describe, expect, it } from "vitest";
import type { LocalOperation } from "../../../../../emulator/batch/operations.ts";
import { BatchClientError } from "../../../../../emulator/ports/batch-api.ts";
import { localBatch } from "../local-batch.ts";
import { arn, limits, makeQuotaQueue, newShare, quotaCalls, shareArn, training } from "./quota-batch.ts";

/** What AWS Batch refuses around quota shares, under the page of AWS that says so; the texts are ours. */
type Row = readonly [rule: string, request: object, text: RegExp];

const share = (more: object) => ({ ...newShare("new"), ...more });
const update = (more: object) => ({ quotaShareArn: shareArn("a"), ...more });
const sharing = (strategy: string, borrowLimit?: number) => ({
  resourceSharingConfiguration: { strategy, borrowLimit },
});
const job = (more: object) => ({
  jobName: "j",
  jobQueue: "quotas",
  serviceJobType: "SAGEMAKER_TRAINING",
  serviceRequestPayload: training(1),
  ...more,
});
const six = Array.from({ length: 6 }, (_, at) => ({ maxCapacity: 1, capacityUnit: `ml.m5.${at}xlarge` }));
const twice = { capacityLimits: [...limits(1).capacityLimits, ...limits(2).capacityLimits] };
const quotaSharePolicy = { idleResourceAssignmentStrategy: "FIFO" };
const queue = (more: object) => ({ jobQueueName: "other", priority: 1, ...more });
const environments = (...names: string[]) => ({
  serviceEnvironmentOrder: names.map((serviceEnvironment, order) => ({ order, serviceEnvironment })),
});
const policyArn = (name: string) => ({ schedulingPolicyArn: arn(`scheduling-policy/${name}`) });

/** User guide, "Quota shares": 1 to 5 limits in instance types. CloudFormation, QuotaShare: at least 1, and -1. */
const configRows = (request: (more: object) => object): Row[] => [
  ["no limit", request({ capacityLimits: [] }), /capacityLimits takes 1 to 5 limits, given 0/],
  ["six limits", request({ capacityLimits: six }), /1 to 5 limits, given 6/],
  ["a limit of 0", request(limits(0)), /maxCapacity must be between 1 and/],
  ["half an instance", request(limits(1.5)), /maxCapacity must be between 1 and .*, given 1.5/],
  ["instances of all types", request(limits(1, "NUM_INSTANCES")), /an instance type like ml.m5.large/],
  ["a type of EC2", request(limits(1, "m5.large")), /an instance type like ml.m5.large, given m5.large/],
  ["a type twice", request(twice), /one limit for a unit, given ml.m5.large twice/],
  ["borrowing below none", request(sharing("LEND_AND_BORROW", -2)), /borrowLimit must be between -1/],
  [
    "a limit of borrowing on RESERVE",
    request(sharing("RESERVE", 50)),
    /only be applied with .* given RESERVE/,
  ],
  ["a limit of borrowing on LEND", request(sharing("LEND", 50)), /only be applied with .* given LEND/],
];

const rules: Partial<Record<LocalOperation, readonly Row[]>> = {
  CreateQuotaShare: [
    ["a name with a dot", share({ quotaShareName: "a.b" }), /Provided name a.b is not supported/],
    ["a name of 129 characters", share({ quotaShareName: "n".repeat(129) }), /is not supported/],
    ["a name that is there", share({ quotaShareName: "a" }), /Object already exists/],
    ["a queue that is not there", share({ jobQueue: "none" }), /JobQueue none not found/],
    [
      "a queue for containers",
      share({ jobQueue: "queue" }),
      /queue must have a scheduling policy with quota/,
    ],
    [
      "a queue without quotas",
      share({ jobQueue: "plain" }),
      /plain must have a scheduling policy with quota/,
    ],
    ["a reserved tag", share({ tags: { "aws:a": "" } }), /begin with aws: are reserved/],
    ...configRows(share),
  ],
  UpdateQuotaShare: [
    ["one that is not there", { quotaShareArn: shareArn("none") }, /Quota share .*none does not exist/],
    ["its name in place of its ARN", { quotaShareArn: "quotas/a" }, /Quota share quotas\/a does not exist/],
    ...configRows(update),
  ],
  DescribeQuotaShare: [["one that is not there", { quotaShareArn: shareArn("none") }, /does not exist/]],
  // API reference: "You must first disable submissions for the share".
  DeleteQuotaShare: [["one that is ENABLED", { quotaShareArn: shareArn("a") }, /share a must be DISABLED/]],
  ListQuotaShares: [["a queue that is not there", { jobQueue: "none" }, /JobQueue none not found/]],
  // API reference, SubmitServiceJob, quotaShareName.
  SubmitServiceJob: [
    ["no share", job({}), /quotaShareName must be specified/],
    ["a share that is not there", job({ quotaShareName: "none" }), /quota-share\/none does not exist/],
    ["a share that is DISABLED", job({ quotaShareName: "off" }), /Quota share off is not accepting jobs/],
    [
      "a share of fair share",
      job({ quotaShareName: "a", shareIdentifier: "a" }),
      /can onlybe submitted to job queue with fair share/,
    ],
    [
      "a quota share in a queue without quotas",
      job({ jobQueue: "plain", quotaShareName: "a" }),
      /with quotaShareName can only be submitted to/,
    ],
    [
      "fewer retries than none",
      job({ quotaShareName: "a", preemptionConfiguration: { preemptionRetriesBeforeTermination: -1 } }),
      /preemptionRetriesBeforeTermination must be between 0/,
    ],
  ],
  // API reference, CreateSchedulingPolicy, UpdateSchedulingPolicy.
  CreateSchedulingPolicy: [
    ["both kinds", { name: "both", fairsharePolicy: {}, quotaSharePolicy }, /Only one of fairsharePolicy or/],
  ],
  UpdateSchedulingPolicy: [
    [
      "both kinds",
      { arn: arn("scheduling-policy/quota"), fairsharePolicy: {}, quotaSharePolicy },
      /Only one/,
    ],
    ["another kind", { arn: arn("scheduling-policy/quota"), fairsharePolicy: {} }, /give quotaSharePolicy/],
    ["the other kind", { arn: arn("scheduling-policy/fair"), quotaSharePolicy }, /give fairsharePolicy/],
  ],
  // User guide, "Quota management", "Jobs stuck in RUNNABLE due to misconfiguration".
  CreateJobQueue: [
    [
      "quotas for containers",
      queue({ ...policyArn("quota"), computeEnvironmentOrder: [{ order: 1, computeEnvironment: "ce" }] }),
      /only for job queues with service environments/,
    ],
    [
      "quotas in instances of all types",
      queue({ ...policyArn("quota"), ...environments("all") }),
      /all must have capacity limits in instance types/,
    ],
    ["limits by type without quotas", queue(environments("typed")), /must have capacity limits in NUM_INST/],
    [
      "limits by type with fair share",
      queue({ ...policyArn("fair"), ...environments("typed") }),
      /must have capacity limits in NUM_INSTANCES/,
    ],
  ],
  UpdateJobQueue: [
    ["another kind of policy", { jobQueue: "quotas", ...policyArn("fair") }, /keeps its kind of scheduling/],
    ["an environment for all types", { jobQueue: "quotas", ...environments("all") }, /in instance types/],
  ],
  UpdateServiceEnvironment: [
    [
      "other units than its queue's",
      { serviceEnvironment: "typed", ...limits(1, "NUM_INSTANCES") },
      /keep their kind of unit while job queue quotas has it/,
    ],
  ],
};

let made: ReturnType<typeof localBatch>;
const call = (operation: LocalOperation, request: object): unknown =>
  (made.batch.api[operation] as (input: object) => unknown)(request);

beforeEach(() => {
  made = localBatch({ transitionMs: 0 });
  makeQuotaQueue(made, 4);
  call("CreateSchedulingPolicy", { name: "fair" });
  call("CreateServiceEnvironment", {
    serviceEnvironmentName: "all",
    serviceEnvironmentType: "SAGEMAKER_TRAINING",
    ...limits(2, "NUM_INSTANCES"),
  });
  call("CreateJobQueue", { ...queue(environments("all")), jobQueueName: "plain" });
  quotaCalls(made).share("a");
  quotaCalls(made).share("off", { state: "DISABLED" });
});

describe.each(Object.entries(rules))("around quota shares, %s refuses", (operation, rows) => {
  it.each(rows)("%s", (_, request, text) => {
    const refused = () => call(operation as LocalOperation, request);
    expect(refused).toThrow(BatchClientError);
    expect(refused).toThrow(text);
  });
});

it("a queue has at most 20 shares (user guide, Quota shares)", () => {
  for (let at = 2; at < 20; at++) quotaCalls(made).share(`s${at}`);
  expect(() => quotaCalls(made).share("one-more")).toThrow(/quotas has 20 quota shares, which is the most/);
});

it("at the limits nothing is refused", () => {
  call("CreateQuotaShare", share({ quotaShareName: "n".repeat(128), capacityLimits: six.slice(1) }));
  call("CreateQuotaShare", share(sharing("LEND_AND_BORROW", -1)));
  call("UpdateQuotaShare", update(sharing("LEND_AND_BORROW", 0)));
  call("UpdateSchedulingPolicy", { arn: arn("scheduling-policy/quota"), quotaSharePolicy });
});

it("a queue or a share that is being changed takes neither shares nor jobs", async () => {
  made = localBatch();
  call("CreateSchedulingPolicy", { name: "quota", quotaSharePolicy });
  call("CreateServiceEnvironment", {
    serviceEnvironmentName: "typed",
    serviceEnvironmentType: "SAGEMAKER_TRAINING",
    ...limits(2),
  });
  await made.clock.advance(250);
  call("CreateJobQueue", {
    ...queue({ ...policyArn("quota"), ...environments("typed") }),
    jobQueueName: "quotas",
  });
  expect(() => call("CreateQuotaShare", newShare("a"))).toThrow(
    /only a VALID one can have a new quota share/,
  );
  await made.clock.advance(250);
  call("CreateQuotaShare", newShare("a"));
  expect(() => call("SubmitServiceJob", job({ quotaShareName: "a" }))).toThrow(/a is not accepting jobs/);
  expect(() => call("UpdateQuotaShare", update({}))).toThrow(/Cannot update, resource is being modified/);
  expect(() => call("DeleteQuotaShare", update({}))).toThrow(/Cannot delete, resource is being modified/);
});
