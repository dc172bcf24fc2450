import { describe, expect, it } from "vitest";
import { definition, environment, localBatch, queue, resources } from "../local-batch.ts";
import { emptyBatch } from "../resource-calls.ts";
import type { OperationInput } from "../../../../../emulator/model/operation-types.ts";

const arn = (rest: string) => `arn:aws:batch:us-east-1:123456789012:${rest}`;

describe("without transitions, where that was asked for", () => {
  it("what was asked is done before the answer", () => {
    const {
      createEnvironment,
      createQueue,
      environment: environmentOf,
      queue: queueOf,
      call,
    } = emptyBatch({
      transitionMs: 0,
    });
    createEnvironment("new");
    expect(environmentOf("new")).toMatchObject({
      status: "VALID",
      statusReason: "ComputeEnvironment Healthy",
    });
    createQueue("q", ["new"]);
    expect(queueOf("q")).toMatchObject({ status: "VALID", statusReason: "JobQueue Healthy" });
    call("UpdateJobQueue", { jobQueue: "q", state: "DISABLED" });
    call("DeleteJobQueue", { jobQueue: "q" });
    expect(queueOf("q")).toBeUndefined();
    call("UpdateComputeEnvironment", { computeEnvironment: "new", state: "DISABLED" });
    call("DeleteComputeEnvironment", { computeEnvironment: "new" });
    expect(environmentOf("new")).toBeUndefined();
  });
});

describe("job definitions", () => {
  it("counts revisions by name and describes them, newest first", () => {
    const { register, definitions, call } = localBatch();
    expect(register(definition("other", { tags: { a: "b" } }))).toEqual({
      jobDefinitionName: "other",
      jobDefinitionArn: arn("job-definition/other:1"),
      revision: 1,
    });
    expect(register(definition("job")).revision).toBe(2);
    call("DeregisterJobDefinition", { jobDefinition: "job:1" });
    const arns = (input: object) =>
      definitions(input).jobDefinitions?.map(({ jobDefinitionArn }) => jobDefinitionArn);
    expect(arns({ jobDefinitionName: "job" })).toEqual([
      arn("job-definition/job:2"),
      arn("job-definition/job:1"),
    ]);
    expect(arns({ jobDefinitionName: "job", status: "ACTIVE" })).toEqual([arn("job-definition/job:2")]);
    expect(arns({ status: "INACTIVE" })).toEqual([arn("job-definition/job:1")]);
    expect(arns({ jobDefinitions: ["job:1", arn("job-definition/other:1"), "none:1"] })).toEqual([
      arn("job-definition/other:1"),
      arn("job-definition/job:1"),
    ]);
    const [found] = definitions({ jobDefinitions: ["other:1"] }).jobDefinitions ?? [];
    expect(found).toMatchObject({
      status: "ACTIVE",
      type: "container",
      parameters: {},
      tags: { a: "b" },
      containerProperties: { image: "image", command: ["run"] },
    });
  });

  it("gives pages", () => {
    const { register, definitions } = localBatch();
    for (let n = 0; n < 4; n++) register(definition("job"));
    const first = definitions({ maxResults: 3 });
    const second = definitions({ maxResults: 3, nextToken: first.nextToken });
    const revisions = [first, second].map(({ jobDefinitions }) =>
      jobDefinitions?.map(({ revision }) => revision),
    );
    expect(revisions).toEqual([
      [5, 4, 3],
      [2, 1],
    ]);
    expect(second.nextToken).toBeUndefined();
  });

  const container = { image: "i", resourceRequirements: resources(1, 4) };
  it.each([
    [{ jobDefinitionName: "no blanks" }, /not supported pattern/],
    [{ containerProperties: { resourceRequirements: resources(1, 4) } }, /image is required/],
    [
      { containerProperties: { image: "i", resourceRequirements: resources(1, 4).slice(1) } },
      /vCPU is not provided/,
    ],
    [
      { containerProperties: { image: "i", resourceRequirements: resources(1, 4).slice(0, 1) } },
      /Memory is not provided/,
    ],
    [
      { containerProperties: { image: "i", resourceRequirements: resources(0.5, 4) } },
      /Value 0.5 for type VCPU in resourceRequirement is not valid/,
    ],
    [
      { containerProperties: { image: "i", resourceRequirements: resources(1, 3) } },
      /MEMORY is a whole number of MiB of at least 4, given 3/,
    ],
    [
      { containerProperties: { ...container, environment: [{ name: "AWS_BATCH_X", value: "" }] } },
      /AWS_BATCH_X is reserved/,
    ],
    [
      { containerProperties: { ...container, networkConfiguration: {} } },
      /networkConfiguration not applicable for EC2/,
    ],
    [{ timeout: { attemptDurationSeconds: 5 } }, /at least 60 seconds/],
    [{ retryStrategy: { attempts: 99 } }, /between 1 and 10/],
    [{ type: "multinode" as const }, /containerProperties is only for job definitions of type container/],
    [{ platformCapabilities: ["FARGATE" as const] }, /executionRoleArn is required/],
  ])("refuses %j", (more, message) => {
    expect(() => localBatch().register(definition("new", more))).toThrow(message);
  });

  it("refuses to deregister what is not there", () => {
    const { call } = localBatch();
    expect(() => call("DeregisterJobDefinition", { jobDefinition: "job:9" })).toThrow(
      "JobDefinition job:9 not found.",
    );
    expect(() => call("DeregisterJobDefinition", { jobDefinition: "job" })).toThrow(
      "JobDefinition job not found.",
    );
  });
});

describe("queues and compute environments", () => {
  it("are the stack's, by name or ARN, in pages", () => {
    const { call } = localBatch({
      stack: {
        computeEnvironments: [environment("a"), environment("b")],
        jobQueues: [queue("one", ["a"]), queue("two", ["b"]), queue("three", ["a", "b"])],
      },
    });
    const queues = (input: OperationInput<"DescribeJobQueues">) => call("DescribeJobQueues", input);
    const names = (input: OperationInput<"DescribeJobQueues">) =>
      queues(input).jobQueues?.map(({ jobQueueName }) => jobQueueName);
    expect(names({})).toEqual(["one", "two", "three"]);
    expect(names({ jobQueues: ["two", arn("job-queue/one"), "none"] })).toEqual(["one", "two"]);
    const { nextToken } = queues({ maxResults: 2 });
    expect(names({ maxResults: 2, nextToken })).toEqual(["three"]);
    expect(call("DescribeComputeEnvironments", { computeEnvironments: ["b"] })).toMatchObject({
      computeEnvironments: [
        { computeEnvironmentName: "b", status: "VALID", computeResources: { desiredvCpus: 0 } },
      ],
    });
  });
});

describe("tags", () => {
  it("can be listed, set and removed on every resource", () => {
    const { call, submit } = localBatch({
      stack: { jobQueues: [queue("queue", ["ce"], { tags: { a: "1" } })] },
    });
    const job = arn(`job/${submit({ tags: { j: "1" } })}`);
    const list = (resourceArn: string) => call("ListTagsForResource", { resourceArn });
    expect(list(arn("job-queue/queue"))).toEqual({ tags: { a: "1" } });
    expect(list(job)).toEqual({ tags: { j: "1" } });
    call("TagResource", { resourceArn: job, tags: { j: "2", k: "3" } });
    call("UntagResource", { resourceArn: job, tagKeys: ["k", "none"] });
    expect(list(job)).toEqual({ tags: { j: "2" } });
    for (const resource of ["job-definition/job:1", "compute-environment/ce"]) {
      call("TagResource", { resourceArn: arn(resource), tags: { x: "y" } });
      expect(list(arn(resource))).toEqual({ tags: { x: "y" } });
    }
    expect(call("DescribeComputeEnvironments", {})).toMatchObject({
      computeEnvironments: [{ tags: { x: "y" } }],
    });
  });

  it("are 50 at most, of resources that exist", () => {
    const { call } = localBatch();
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`k${n}`, ""]));
    expect(() => call("TagResource", { resourceArn: arn("job-queue/queue"), tags: many })).toThrow(
      /at most 50/,
    );
    expect(() => call("ListTagsForResource", { resourceArn: arn("job/none") })).toThrow(/does not exist/);
  });
});
