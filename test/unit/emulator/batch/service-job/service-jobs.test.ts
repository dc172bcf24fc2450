import { describe, expect, it } from "vitest";
import type { OperationInput } from "../../../../../emulator/model/operation-types.ts";
import { batchLives } from "../../../../support/batch-lives.ts";
import { localBatch, type LocalBatchOptions } from "../local-batch.ts";

const arn = (rest: string) => `arn:aws:batch:us-east-1:123456789012:${rest}`;

/** CreateTrainingJob's request, as far as the simulation looks at it. */
const payload = (instances: number, variables: Readonly<Record<string, string>> = {}): string =>
  JSON.stringify({
    ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: instances },
    Environment: variables,
  });

const queueOf = (
  batch: Pick<ReturnType<typeof localBatch>, "call">,
  maxCapacity: number,
  more: object = {},
) => {
  batch.call("CreateServiceEnvironment", {
    serviceEnvironmentName: "training",
    serviceEnvironmentType: "SAGEMAKER_TRAINING",
    capacityLimits: [{ maxCapacity, capacityUnit: "NUM_INSTANCES" }],
    tags: { a: "1" },
  });
  batch.call("CreateJobQueue", {
    jobQueueName: "services",
    jobQueueType: "SAGEMAKER_TRAINING",
    priority: 1,
    serviceEnvironmentOrder: [{ order: 1, serviceEnvironment: "training" }],
    ...more,
  });
};

/** A Batch with one queue for service jobs, whose environment has so many instances. */
function serviceBatch(maxCapacity: number, more: object = {}, options: LocalBatchOptions = {}) {
  const made = localBatch({ transitionMs: 0, ...options });
  queueOf(made, maxCapacity, more);
  const { call } = made;
  return {
    ...made,
    train: (given: Partial<OperationInput<"SubmitServiceJob">> = {}): string =>
      call("SubmitServiceJob", {
        jobName: "fit",
        jobQueue: "services",
        serviceJobType: "SAGEMAKER_TRAINING",
        serviceRequestPayload: payload(1),
        ...given,
      }).jobId ?? "",
    show: (jobId: string) => call("DescribeServiceJob", { jobId }),
    listed: (request: Partial<OperationInput<"ListServiceJobs">>) =>
      call("ListServiceJobs", { jobQueue: "services", ...request }).jobSummaryList ?? [],
  };
}

describe("a service environment", () => {
  it("is made, shown, changed and deleted, DISABLED and without a queue", async () => {
    const { call, clock } = localBatch();
    const name = "training";
    const limit = (maxCapacity: number) => ({
      capacityLimits: [{ maxCapacity, capacityUnit: "NUM_INSTANCES" }],
    });
    expect(
      call("CreateServiceEnvironment", {
        serviceEnvironmentName: name,
        serviceEnvironmentType: "SAGEMAKER_TRAINING",
        ...limit(2),
        tags: { a: "1" },
      }),
    ).toEqual({
      serviceEnvironmentName: name,
      serviceEnvironmentArn: arn("service-environment/training"),
    });
    const shown = () =>
      call("DescribeServiceEnvironments", { serviceEnvironments: [name] }).serviceEnvironments;
    expect(shown()).toEqual([
      {
        serviceEnvironmentName: name,
        serviceEnvironmentArn: arn("service-environment/training"),
        serviceEnvironmentType: "SAGEMAKER_TRAINING",
        state: "ENABLED",
        status: "CREATING",
        ...limit(2),
        tags: { a: "1" },
      },
    ]);
    await clock.advance(250);
    call("UpdateServiceEnvironment", { serviceEnvironment: name, state: "DISABLED", ...limit(3) });
    expect(shown()).toMatchObject([{ state: "DISABLED", status: "UPDATING", ...limit(3) }]);
    await clock.advance(250);
    call("DeleteServiceEnvironment", { serviceEnvironment: arn("service-environment/training") });
    expect(shown()).toMatchObject([{ status: "DELETING" }]);
    await clock.advance(250);
    expect(shown()).toEqual([]);
    expect(call("DeleteServiceEnvironment", { serviceEnvironment: name })).toEqual({});
  });

  it("stands in the queue that has it", () => {
    const { call } = serviceBatch(1);
    expect(call("DescribeJobQueues", { jobQueues: ["services"] }).jobQueues).toMatchObject([
      {
        jobQueueType: "SAGEMAKER_TRAINING",
        computeEnvironmentOrder: [],
        serviceEnvironmentOrder: [{ order: 1, serviceEnvironment: arn("service-environment/training") }],
      },
    ]);
  });

  it("runs no containers", () => {
    const { submit } = serviceBatch(1);
    expect(() => submit({ jobQueue: "services" })).toThrow(/can not run Jobs with capability EC2/);
  });
});

describe("a service job", () => {
  it("goes through its states, with a training job of SageMaker's name, and tells of each", async () => {
    const { train, show, clock, call, batch } = serviceBatch(4);
    const events: string[] = [];
    batch.events.on("serviceJobStateChange", ({ "detail-type": type, resources, detail }) => {
      expect(type).toBe("Batch Service Job State Change");
      expect(resources).toEqual([detail.jobArn]);
      expect(detail).not.toHaveProperty("tags");
      expect(detail).not.toHaveProperty("serviceRequestPayload");
      events.push(detail.status ?? "");
    });
    const id = train({ serviceRequestPayload: payload(2), tags: { a: "1" }, schedulingPriority: 3 });
    expect(show(id)).toMatchObject({
      jobId: id,
      jobArn: arn(`service-job/${id}`),
      jobName: "fit",
      jobQueue: arn("job-queue/services"),
      serviceJobType: "SAGEMAKER_TRAINING",
      serviceRequestPayload: payload(2),
      status: "SUBMITTED",
      createdAt: 1_000_000,
      isTerminated: false,
      schedulingPriority: 3,
      attempts: [],
      capacityUsage: [{ capacityUnit: "ml.m5.large", quantity: 2 }],
      tags: { a: "1" },
    });
    await clock.runOut();
    expect(events).toEqual(["RUNNABLE", "SCHEDULED", "STARTING", "RUNNING", "SUCCEEDED"]);
    const done = show(id);
    expect(done).toMatchObject({
      status: "SUCCEEDED",
      statusReason: "Received status from SageMaker: Training job completed",
      scheduledAt: 1_000_000,
      startedAt: 1_001_000,
      stoppedAt: 1_002_000,
    });
    const [attempt] = done.attempts ?? [];
    expect(attempt).toMatchObject({ startedAt: 1_001_000, stoppedAt: 1_002_000 });
    expect(attempt?.serviceResourceId).toEqual({
      name: "TrainingJobArn",
      value: expect.stringMatching(
        /^arn:aws:sagemaker:us-east-1:123456789012:training-job\/AWSBatchfit[0-9a-f]{32}$/,
      ) as string,
    });
    expect(done.latestAttempt?.serviceResourceId).toEqual(attempt?.serviceResourceId);
    expect(call("ListTagsForResource", { resourceArn: arn(`service-job/${id}`) })).toEqual({
      tags: { a: "1" },
    });
  });

  it("waits in front while there is no room for its instances, and those behind it wait with it", async () => {
    const { train, show, clock, call, listed } = serviceBatch(3);
    const long = { GCBENCH_SIMULATED_SECONDS: "60" };
    const first = train({ serviceRequestPayload: payload(2, long) });
    const wide = train({ serviceRequestPayload: payload(2, long) });
    const small = train();
    await clock.advance(5000);
    expect([first, wide, small].map((id) => show(id).status)).toEqual(["RUNNING", "RUNNABLE", "RUNNABLE"]);
    expect(listed({}).map(({ jobId }) => jobId)).toEqual([first]);
    expect(listed({ jobStatus: "RUNNABLE" }).map(({ jobId }) => jobId)).toEqual([small, wide]);
    expect(call("GetJobQueueSnapshot", { jobQueue: "services" })).toMatchObject({
      frontOfQueue: {
        jobs: [{ jobArn: arn(`service-job/${wide}`) }, { jobArn: arn(`service-job/${small}`) }],
      },
      queueUtilization: { totalCapacityUsage: [{ capacityUnit: "NUM_INSTANCES", quantity: 2 }] },
    });
    // The limit is raised, and holds at once.
    call("UpdateServiceEnvironment", {
      serviceEnvironment: "training",
      capacityLimits: [{ maxCapacity: 4, capacityUnit: "NUM_INSTANCES" }],
    });
    await clock.advance(5000);
    expect([wide, small].map((id) => show(id).status)).toEqual(["RUNNING", "RUNNABLE"]);
    await clock.runOut();
    expect([first, wide, small].map((id) => show(id).status)).toEqual([
      "SUCCEEDED",
      "SUCCEEDED",
      "SUCCEEDED",
    ]);
  });

  it("is tried again as its rules say, by what SageMaker says", async () => {
    const { train, show, clock } = serviceBatch(1);
    const failing = (failure: string) => payload(1, { GCBENCH_SIMULATED_FAILURE: failure });
    const retryStrategy = {
      attempts: 3,
      evaluateOnExit: [
        { action: "RETRY" as const, onStatusReason: "Received status from SageMaker: InternalServerError*" },
        { action: "EXIT" as const, onStatusReason: "*" },
      ],
    };
    const again = train({ retryStrategy, serviceRequestPayload: failing("InternalServerError: try again") });
    const once = train({ retryStrategy, serviceRequestPayload: failing("AlgorithmError: exit code 1") });
    const plain = train({ serviceRequestPayload: failing("AlgorithmError: exit code 1") });
    const unreadable = train({ serviceRequestPayload: "{" });
    await clock.runOut();
    expect(show(again)).toMatchObject({ status: "FAILED", retryStrategy });
    expect(show(again).attempts).toHaveLength(3);
    expect(show(once)).toMatchObject({
      status: "FAILED",
      statusReason: "Received status from SageMaker: AlgorithmError: exit code 1",
    });
    expect(show(once).attempts).toHaveLength(1);
    expect(show(plain).attempts).toHaveLength(1);
    expect(show(unreadable).statusReason).toMatch(/^Received status from SageMaker: ValidationException: /);
  });

  it("ends when its time is over, and when it is terminated in whatever state", async () => {
    const { train, show, clock, call } = serviceBatch(1);
    const serviceRequestPayload = payload(1, { GCBENCH_SIMULATED_SECONDS: "600" });
    const timed = train({ serviceRequestPayload, timeoutConfig: { attemptDurationSeconds: 60 } });
    await clock.advance(60_999);
    expect(show(timed).status).toBe("RUNNING");
    await clock.advance(1);
    expect(show(timed)).toMatchObject({
      status: "FAILED",
      statusReason: "Job attempt duration exceeded timeout",
      isTerminated: false,
      timeoutConfig: { attemptDurationSeconds: 60 },
    });
    const [runs = "", waits = "", late = ""] = [1, 2, 3].map(() => train({ serviceRequestPayload }));
    await clock.advance(5000);
    expect(call("TerminateServiceJob", { jobId: waits, reason: "not this" })).toEqual({});
    expect(call("TerminateServiceJobs", { jobs: [runs, "no-id"], reason: "enough" })).toMatchObject({
      successful: [runs],
      errors: [{ job: "no-id", code: "ValidationException" }],
    });
    expect(show(waits)).toMatchObject({
      status: "FAILED",
      statusReason: "not this",
      isTerminated: true,
      attempts: [],
    });
    expect(show(runs)).toMatchObject({ status: "FAILED", statusReason: "enough", isTerminated: true });
    await clock.advance(5000);
    expect(show(late).status, "the room is free").toBe("RUNNING");
    expect(call("TerminateServiceJob", { jobId: "none", reason: "r" })).toEqual({});
  });

  // User guide, "Jobs stuck in RUNNABLE due to misconfiguration".
  it("that asks for more than its environment may have says so, at the head of its queue", async () => {
    const { train, show, clock, call } = serviceBatch(2);
    const [stuck = "", behind = ""] = [3, 3].map((count) => train({ serviceRequestPayload: payload(count) }));
    await clock.advance(10);
    expect(show(stuck)).toMatchObject({
      status: "RUNNABLE",
      statusReason:
        "MISCONFIGURATION:SERVICE_ENVIRONMENT_MAX_RESOURCE - Service environment(s) associated with the job queue cannot meet the capacity requirement of the job.",
    });
    expect(show(behind).statusReason).toBeUndefined();
    call("UpdateServiceEnvironment", {
      serviceEnvironment: "training",
      capacityLimits: [{ maxCapacity: 3, capacityUnit: "NUM_INSTANCES" }],
    });
    await clock.runOut();
    expect([stuck, behind].map((id) => show(id).status)).toEqual(["SUCCEEDED", "SUCCEEDED"]);
  });

  it("is taken once for a token and a payload", () => {
    const { train } = serviceBatch(1);
    train({ clientToken: "t" });
    expect(() => train({ clientToken: "t" })).toThrow(
      /clientToken t and the same payload was accepted before/,
    );
    expect(train({ clientToken: "t", jobName: "other" })).toBeTruthy();
  });

  it("is found by name, time and share", async () => {
    const { train, clock, listed } = serviceBatch(1);
    train({ jobName: "Test1" });
    await clock.advance(1000);
    train({ jobName: "other" });
    const by = (name: string, value: string) =>
      listed({ filters: [{ name, values: [value] }] }).map(({ jobName }) => jobName);
    expect(by("JOB_NAME", "test*")).toEqual(["Test1"]);
    expect(by("AFTER_CREATED_AT", "1000000")).toEqual(["other"]);
    expect(by("BEFORE_CREATED_AT", "1000001")).toEqual(["Test1"]);
    expect(by("SHARE_IDENTIFIER", "a")).toEqual([]);
  });

  it("goes by shares and priorities where its queue has a scheduling policy", async () => {
    const schedulingPolicyArn = arn("scheduling-policy/p");
    const made = localBatch({ transitionMs: 0 });
    made.call("CreateSchedulingPolicy", { name: "p" });
    queueOf(made, 2, { schedulingPolicyArn });
    const { call, clock } = made;
    const train = (shareIdentifier: string | undefined, schedulingPriority = 0) =>
      call("SubmitServiceJob", {
        jobName: "fit",
        jobQueue: "services",
        serviceJobType: "SAGEMAKER_TRAINING",
        serviceRequestPayload: payload(1),
        shareIdentifier,
        schedulingPriority,
      }).jobId ?? "";
    expect(() => train(undefined)).toThrow(/shareIdentifier must be specified/);
    const [a1, a2, a3, b] = [train("a"), train("a"), train("a", 5), train("b")];
    const status = (jobId = "") => call("DescribeServiceJob", { jobId }).status;
    await clock.advance(10);
    expect([a1, a2, a3, b].map(status)).toEqual(["RUNNABLE", "RUNNABLE", "SCHEDULED", "SCHEDULED"]);
    call("UpdateServiceJob", { jobId: a2 ?? "", schedulingPriority: 9 });
    await clock.advance(2000);
    expect([a1, a2].map(status)).toEqual(["SCHEDULED", "SCHEDULED"]);
  });

  it("is terminated with its queue", async () => {
    const { train, show, clock, call } = serviceBatch(1);
    const jobs = [train(), train()];
    await clock.advance(10);
    call("UpdateJobQueue", { jobQueue: "services", state: "DISABLED" });
    call("DeleteJobQueue", { jobQueue: "services" });
    for (const id of jobs)
      expect(show(id)).toMatchObject({ status: "FAILED", statusReason: "Job queue deleted" });
  });

  it("begins its attempt again after a crash, and keeps what it was", async () => {
    const lives = batchLives({ transitionMs: 0 });
    const before = lives.begin();
    queueOf(before, 1);
    const submit = () =>
      before.call("SubmitServiceJob", {
        jobName: "fit",
        jobQueue: "services",
        serviceJobType: "SAGEMAKER_TRAINING",
        serviceRequestPayload: payload(1),
      }).jobId ?? "";
    const [runs, waits] = [submit(), submit()];
    await before.clock.advance(1500);
    const after = lives.killed(before);
    const show = (jobId: string) => after.call("DescribeServiceJob", { jobId });
    expect(show(runs)).toEqual(before.call("DescribeServiceJob", { jobId: runs }));
    expect(after.call("DescribeJobQueues", { jobQueues: ["services"] })).toEqual(
      before.call("DescribeJobQueues", { jobQueues: ["services"] }),
    );
    await after.clock.runOut();
    expect([runs, waits].map((id) => show(id).status)).toEqual(["SUCCEEDED", "SUCCEEDED"]);
    expect(show(runs).attempts).toHaveLength(1);
  });
});
