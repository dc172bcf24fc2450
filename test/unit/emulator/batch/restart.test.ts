import { describe, expect, it } from "vitest";
import { batchLives } from "../../../support/batch-lives.ts";
import { crashRun } from "../../../support/crash-run.ts";
import { forgetful } from "../../../../emulator/ports/state.ts";
import { definition, localBatch, queue, resources } from "./local-batch.ts";

describe("a Batch that was killed", () => {
  it("has its resources, tags and jobs again as they were", async () => {
    const lives = batchLives({});
    const before = lives.begin();
    before.register(definition("own", { tags: { a: "1" } }));
    before.register(definition("own"));
    before.call("DeregisterJobDefinition", { jobDefinition: "own:1" });
    before.call("CreateJobQueue", {
      jobQueueName: "second",
      priority: 7,
      computeEnvironmentOrder: [{ order: 1, computeEnvironment: "ce" }],
      tags: { b: "2" },
    });
    const done = before.submit({ jobDefinition: "own", tags: { c: "3" } });
    const failed = before.submit({ dependsOn: [{ jobId: done }] });
    before.cancel(failed);
    await before.clock.advance(5000);
    const after = lives.killed(before);
    for (const id of [done, failed]) expect(after.describe(id)).toEqual(before.describe(id));
    expect(after.describe(failed)).toMatchObject({ status: "FAILED", statusReason: "cancelled by test" });
    expect(after.definitions({})).toEqual(before.definitions({}));
    expect(after.call("DescribeJobQueues", {})).toEqual(before.call("DescribeJobQueues", {}));
    expect(after.list({ jobQueue: "queue", jobStatus: "SUCCEEDED" })).toEqual(
      before.list({ jobQueue: "queue", jobStatus: "SUCCEEDED" }),
    );
    const tags = (of: typeof before) => of.call("ListTagsForResource", { resourceArn: jobArn(before, done) });
    expect(tags(after)).toEqual({ tags: { c: "3" } });
  });

  it("knows a job that had no tags, and its tags from then on", () => {
    const lives = batchLives({});
    const before = lives.begin();
    const resourceArn = jobArn(before, before.submit());
    const after = lives.killed(before);
    const tags = (of: typeof before) => of.call("ListTagsForResource", { resourceArn });
    expect(tags(after)).toEqual({ tags: {} });
    after.call("TagResource", { resourceArn, tags: { a: "1" } });
    expect(tags(lives.killed(after))).toEqual({ tags: { a: "1" } });
  });

  it("keeps what the stack says, without making it twice", () => {
    const stack = { jobQueues: [queue("queue", ["ce"], { priority: 3 })] };
    const lives = batchLives({ stack });
    const before = lives.begin();
    const after = lives.killed(before);
    expect(after.call("DescribeJobQueues", {}).jobQueues).toMatchObject([{ priority: 3 }]);
    expect(after.definitions({}).jobDefinitions).toHaveLength(1);
  });

  it("goes on with the attempt that was under way, on the instance that it had", async () => {
    const lives = batchLives({ plan: () => ({ durationMs: 60_000 }) });
    const before = lives.begin();
    const id = before.submit();
    await before.clock.advance(1000);
    const instance = before.describe(id).container?.containerInstanceArn;
    const after = lives.killed(before);
    await after.clock.advance(60_000);
    const job = after.describe(id);
    expect(job).toMatchObject({
      status: "SUCCEEDED",
      attempts: [{ container: { containerInstanceArn: instance } }],
    });
    expect(after.requests).toMatchObject([{ jobId: id, attempt: 1 }]);
  });

  it("has multi-node jobs again with their nodes: one that waits runs, one that ran has lost its instances", async () => {
    const container = { image: "image", command: ["run"], resourceRequirements: resources(16, 1024) };
    const nodeProperties = {
      numNodes: 2,
      mainNode: 0,
      nodeRangeProperties: [{ targetNodes: "0:", container }],
    };
    const lives = batchLives({ plan: () => ({ durationMs: 60_000 }) });
    const before = lives.begin();
    before.register({ jobDefinitionName: "nodes", type: "multinode", nodeProperties });
    const submit = () => before.submit({ jobDefinition: "nodes" });
    // 64 vCPUs are four instances.
    const [first, second, waiting] = [submit(), submit(), submit()];
    await before.clock.advance(1000);
    expect([first, second, waiting].map((id) => before.describe(id).status)).toEqual([
      "RUNNING",
      "RUNNING",
      "RUNNABLE",
    ]);
    const after = lives.killed(before);
    expect(after.describe(waiting).nodeProperties).toEqual(before.describe(waiting).nodeProperties);
    await after.clock.runOut();
    expect(after.describe(first)).toMatchObject({
      status: "FAILED",
      statusReason: expect.stringMatching(/^Host EC2 \(instance i-.*\) terminated\.$/),
    });
    expect(after.describe(`${first}#1`).status).toBe("FAILED");
    expect(after.describe(waiting).status).toBe("SUCCEEDED");
    expect(after.describe(`${waiting}#0`)).toMatchObject({
      status: "SUCCEEDED",
      nodeDetails: { nodeIndex: 0, isMainNode: true },
    });
  });

  it("counts the time of an attempt from its start, not from the restart", async () => {
    const lives = batchLives({ plan: () => ({ durationMs: 1_000_000 }) });
    const before = lives.begin();
    const id = before.submit({ timeout: { attemptDurationSeconds: 100 } });
    await before.clock.advance(60_000);
    const after = lives.killed(before, 30_000);
    await after.clock.advance(9000);
    expect(after.describe(id).status).toBe("RUNNING");
    await after.clock.advance(1500);
    expect(after.describe(id)).toMatchObject({
      status: "FAILED",
      statusReason: "Job attempt duration exceeded timeout",
    });
  });

  it("ends what was being stopped", async () => {
    const lives = batchLives({ plan: () => ({ durationMs: 1_000_000, onSigterm: "ignores" }) });
    const before = lives.begin();
    const id = before.submit();
    await before.clock.advance(1000);
    before.terminate(id, "enough");
    await before.clock.advance(1000);
    const after = lives.killed(before);
    await after.clock.runOut();
    expect(after.describe(id)).toMatchObject({
      status: "FAILED",
      statusReason: "enough",
      isTerminated: true,
    });
  });

  it("finishes the deletion of a queue", async () => {
    const lives = batchLives({ plan: () => ({ durationMs: 1_000_000 }) });
    const before = lives.begin();
    const id = before.submit();
    await before.clock.advance(1000);
    before.call("UpdateJobQueue", { jobQueue: "queue", state: "DISABLED" });
    await before.clock.advance(1000);
    before.call("DeleteJobQueue", { jobQueue: "queue" });
    const after = lives.killed(before);
    await after.clock.runOut();
    expect(after.describe(id)).toMatchObject({ status: "FAILED" });
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])("ends every job once, killed at random moments (seed %i)", crashRun);
});

function jobArn(batch: ReturnType<ReturnType<typeof batchLives>["begin"]>, id: string): string {
  return batch.describe(id).jobArn ?? "";
}

it("does nothing that it cannot keep, and says how things stand all the same", () => {
  let isFull = true;
  const requireKept = () => {
    if (isFull) throw new Error("database or disk is full");
  };
  const { submit, list } = localBatch({ state: { ...forgetful, requireKept } });
  expect(() => submit()).toThrow("database or disk is full");
  expect(list({ jobQueue: "queue", jobStatus: "SUBMITTED" }).jobSummaryList).toEqual([]);
  isFull = false;
  submit();
  expect(list({ jobQueue: "queue", jobStatus: "SUBMITTED" }).jobSummaryList).toHaveLength(1);
});
