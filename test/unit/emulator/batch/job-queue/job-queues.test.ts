import { describe, expect, it } from "vitest";
import { emptyBatch, filledBatch } from "../resource-calls.ts";

const arn = (rest: string) => `arn:aws:batch:us-east-1:123456789012:${rest}`;

describe("CreateJobQueue", () => {
  it("is CREATING at first, takes jobs when VALID, and names environments by ARN", async () => {
    const { createEnvironment, createQueue, queue, settle, submit } = emptyBatch();
    createEnvironment("ce");
    await settle();
    expect(createQueue("queue", ["ce"], { tags: { a: "1" } })).toEqual({
      jobQueueName: "queue",
      jobQueueArn: arn("job-queue/queue"),
    });
    expect(queue("queue")?.status).toBe("CREATING");
    expect(() => submit()).toThrow(/not ENABLED and VALID/);
    await settle();
    expect(queue(arn("job-queue/queue"))).toEqual({
      jobQueueName: "queue",
      jobQueueArn: arn("job-queue/queue"),
      state: "ENABLED",
      status: "VALID",
      statusReason: "JobQueue Healthy",
      priority: 1,
      computeEnvironmentOrder: [{ order: 1, computeEnvironment: arn("compute-environment/ce") }],
      jobQueueType: "ECS",
      jobStateTimeLimitActions: [],
      tags: { a: "1" },
    });
  });

  const limit = { reason: "x", state: "RUNNABLE" as const, action: "CANCEL" as const };
  it.each([
    ["a b", ["ce"], {}, /not supported pattern/],
    ["queue", ["ce"], {}, /^Object already exists$/],
    ["new", [], {}, /1 to 3 compute environments, given 0/],
    ["new", ["ce", "ce", "ce", "ce"], {}, /given 4/],
    ["new", ["ce", "ce"], {}, /computeEnvironmentOrder must name each environment and each order once/],
    ["new", ["none"], {}, /none does not exist/],
    ["new", ["fresh"], {}, /fresh is not VALID/],
    ["new", ["ce", "x86"], {}, /must share the same architecture/],
    ["new", ["ce"], { priority: -1 }, /between 0 and 1000, given -1/],
    ["new", ["ce"], { jobStateTimeLimitActions: [{ ...limit, maxTimeSeconds: 60 }] }, /given 60/],
  ])("refuses %s %j %j", async (name, environments, more, message) => {
    const { createQueue, createEnvironment, settle } = await filledBatch();
    createEnvironment("x86", { instanceTypes: ["c7i.4xlarge"] });
    await settle();
    createEnvironment("fresh");
    expect(() => createQueue(name, environments, more)).toThrow(message);
  });
});

describe("DescribeJobQueues", () => {
  it("goes on with its pages over what is deleted and created meanwhile", async () => {
    const { call, createQueue, settle } = await filledBatch();
    for (const name of ["b", "c", "d"]) createQueue(name, ["ce"], { state: "DISABLED" });
    await settle();
    const page = (nextToken?: string) => call("DescribeJobQueues", { maxResults: 2, nextToken });
    const names = ({ jobQueues }: ReturnType<typeof page>) => jobQueues?.map((of) => of.jobQueueName);
    const first = page();
    expect(names(first)).toEqual(["queue", "b"]);
    call("DeleteJobQueue", { jobQueue: "b" });
    await settle();
    createQueue("b", ["ce"]);
    const second = page(first.nextToken);
    expect(names(second)).toEqual(["c", "d"]);
    expect(names(page(second.nextToken))).toEqual(["b"]);
  });
});

describe("UpdateJobQueue", () => {
  it("changes what is given; a DISABLED queue refuses jobs and finishes those it has", async () => {
    const { call, queue, submit, describe: job, settle, clock } = await filledBatch();
    const id = submit();
    call("UpdateJobQueue", { jobQueue: "queue", state: "DISABLED", priority: 7 });
    expect(() => call("UpdateJobQueue", { jobQueue: "queue" })).toThrow(/Cannot update, resource is being/);
    await settle();
    expect(queue("queue")).toMatchObject({ state: "DISABLED", priority: 7, status: "VALID" });
    expect(queue("queue")?.computeEnvironmentOrder).toHaveLength(1);
    expect(() => submit()).toThrow(/not accepting jobs/);
    await clock.runOut();
    expect(job(id).status).toBe("SUCCEEDED");
  });

  it("refuses what is not there, and a scheduling policy for a queue without one", async () => {
    const { call } = await filledBatch();
    expect(() => call("UpdateJobQueue", { jobQueue: "none" })).toThrow("JobQueue none not found.");
    const schedulingPolicyArn = arn("scheduling-policy/p");
    expect(() => call("UpdateJobQueue", { jobQueue: "queue", schedulingPolicyArn })).toThrow(/FIFO/);
  });
});

describe("DeleteJobQueue", () => {
  it("needs DISABLED; ends the jobs of the queue, waits for them, then disappears", async () => {
    const {
      call,
      queue,
      submit,
      describe: job,
      settle,
      clock,
    } = await filledBatch({
      plan: () => ({ durationMs: 3_600_000, onSigterm: "ignores" }),
    });
    const running = submit({ retryStrategy: { attempts: 3 } });
    const array = submit({ arrayProperties: { size: 5 }, dependsOn: [{ jobId: running }] });
    await clock.advance(10);
    const remove = () => call("DeleteJobQueue", { jobQueue: arn("job-queue/queue") });
    expect(remove).toThrow(/job queue queue must be DISABLED/);
    call("UpdateJobQueue", { jobQueue: "queue", state: "DISABLED" });
    expect(remove).toThrow("Cannot delete, resource is being modified.");
    await settle();
    remove();
    await clock.advance(20_000);
    expect(queue("queue")?.status, "SIGTERM was ignored").toBe("DELETING");
    expect(remove()).toEqual({});
    await clock.runOut();
    expect(queue("queue")).toBeUndefined();
    for (const id of [running, array]) {
      expect(job(id)).toMatchObject({ status: "FAILED", statusReason: "Job queue deleted" });
    }
    expect(job(running).attempts).toHaveLength(1);
    expect(remove()).toEqual({});
  });

  it("with nothing in it is gone at once, and its name is free", async () => {
    const { call, queue, settle, createQueue, submit, describe: job, clock } = await filledBatch();
    call("UpdateJobQueue", { jobQueue: "queue", state: "DISABLED" });
    await settle();
    call("DeleteJobQueue", { jobQueue: "queue" });
    await settle();
    expect(queue("queue")).toBeUndefined();
    expect(() => submit()).toThrow("JobQueue queue not found.");
    createQueue("queue", ["ce"]);
    await settle();
    const id = submit();
    await clock.runOut();
    expect(job(id).status).toBe("SUCCEEDED");
  });
});
