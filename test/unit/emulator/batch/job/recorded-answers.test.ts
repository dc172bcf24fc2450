import { describe, expect, it } from "vitest";
import type { BatchEvent } from "../../../../../emulator/batch/batch-events.ts";
import { batchLives } from "../../../../support/batch-lives.ts";
import { definition, localBatch, resources } from "../local-batch.ts";
import { filledBatch } from "../resource-calls.ts";

/** What AWS's own answers have, where someone has recorded them: docs/batch-facts.md, "What is shown". */
const members = (answer: unknown) =>
  Object.keys(JSON.parse(JSON.stringify(answer)) as object).toSorted((a, b) => (a < b ? -1 : 1));

const always = ["attempts", "createdAt", "dependsOn", "eksAttempts", "jobArn", "jobDefinition", "jobId"];
const detail = [...always, "jobName", "jobQueue", "parameters", "platformCapabilities", "status", "tags"];
const listed = ["capacityUsage", "createdAt", "jobArn", "jobId", "jobName", "status"];
const over = ["startedAt", "statusReason", "stoppedAt"];
const sorted = (...names: readonly string[]) => names.toSorted((a, b) => (a < b ? -1 : 1));
const all = { name: "JOB_NAME", values: ["*"] };

describe("a job", () => {
  it("shows no retry strategy and no propagated tags that nobody asked for, and no flags that are not set", async () => {
    const { submit, describe: show, clock, register } = localBatch();
    const id = submit();
    expect(members(show(id))).toEqual(sorted(...detail, "container"));
    await clock.runOut();
    expect(members(show(id))).toEqual(sorted(...detail, ...over, "container"));

    register(definition("says", { propagateTags: false, retryStrategy: {} }));
    expect(show(submit({ jobDefinition: "says" }))).toMatchObject({
      propagateTags: false,
      retryStrategy: { attempts: 1, evaluateOnExit: [] },
    });
  });

  it("is listed by its status without its definition, and without a container that has not begun", async () => {
    const { submit, list, clock } = localBatch({ host: { vcpus: 2 } });
    submit({ containerOverrides: { resourceRequirements: resources(2, 1024) } });
    // Who is first in the queue has a reason why it waits.
    for (let waiting = 0; waiting < 2; waiting++) submit();
    await clock.advance(10);
    const [waiting] = list({ jobQueue: "queue", jobStatus: "RUNNABLE" }).jobSummaryList ?? [];
    expect(members(waiting)).toEqual(sorted(...listed));
    await clock.runOut();
    const [last, , first] = list({ jobQueue: "queue", jobStatus: "SUCCEEDED" }).jobSummaryList ?? [];
    expect(members(last)).toEqual(sorted(...listed, ...over, "container"));
    expect(first?.capacityUsage).toEqual([{ capacityUnit: "VCPU", quantity: 2 }]);
    const [filtered] = list({ jobQueue: "queue", filters: [all] }).jobSummaryList ?? [];
    expect(members(filtered)).toEqual(sorted(...listed, ...over, "container", "jobDefinition"));
  });
});

describe("an array", () => {
  it("tells when a child changed last; its children have an empty summary, and none in a list", async () => {
    const lives = batchLives({ host: { vcpus: 1 } });
    const local = lives.begin();
    const id = local.submit({ arrayProperties: { size: 2 } });
    const shown = () => local.describe(id).arrayProperties;
    expect(shown()).not.toHaveProperty("statusSummaryLastUpdatedAt");
    await local.clock.advance(1500);
    expect(shown()).toMatchObject({
      statusSummary: { SUCCEEDED: 1, RUNNING: 1 },
      statusSummaryLastUpdatedAt: 1_001_000,
    });
    const [parent] = local.list({ jobQueue: "queue", jobStatus: "PENDING" }).jobSummaryList ?? [];
    expect(members(parent)).toEqual(
      sorted(...listed.filter((name) => name !== "capacityUsage"), "arrayProperties"),
    );
    expect(parent?.arrayProperties).toEqual(shown());
    await local.clock.runOut();
    expect(shown()).toMatchObject({ statusSummaryLastUpdatedAt: 1_002_000 });
    expect(local.describe(`${id}:1`).arrayProperties).toEqual({ index: 1, statusSummary: {} });
    expect(members(local.describe(`${id}:1`))).toEqual(
      sorted(...detail, ...over, "container", "arrayProperties"),
    );
    expect(local.children(id, "SUCCEEDED")[0]?.arrayProperties).toEqual({ index: 1 });
    expect(lives.killed(local).describe(id).arrayProperties).toEqual(shown());
  });
});

describe("a multi-node job", () => {
  it("shows of its main node not where it ran; nodes show that, their address, and no retry strategy", async () => {
    const batch = await filledBatch();
    batch.register({
      jobDefinitionName: "nodes",
      type: "multinode",
      nodeProperties: {
        numNodes: 2,
        mainNode: 0,
        nodeRangeProperties: [
          { targetNodes: "0:", container: { image: "image", resourceRequirements: resources(1, 1024) } },
        ],
      },
    });
    const id = batch.submit({ jobDefinition: "nodes", retryStrategy: { attempts: 2 } });
    await batch.clock.runOut();
    const [attempt] = batch.describe(id).attempts ?? [];
    expect(members(attempt?.container)).toEqual(["exitCode", "logStreamName", "networkInterfaces"]);
    const node = batch.describe(`${id}#0`);
    expect(node.attempts?.[0]?.container?.taskArn).toMatch(/:task\//);
    expect(node.attempts?.[0]?.container?.logStreamName).toBe(attempt?.container?.logStreamName);
    const address = {
      privateIpv4Address: "172.18.0.2",
      attachmentId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    };
    expect(attempt?.container?.networkInterfaces).toEqual([]);
    expect(node.attempts?.[0]?.container?.networkInterfaces).toEqual([address]);
    expect(node.container?.networkInterfaces).toEqual([address]);
    expect(members(node)).not.toContain("retryStrategy");
    expect(batch.describe(id).retryStrategy).toEqual({ attempts: 2, evaluateOnExit: [] });
  });
});

describe("an event", () => {
  it("has among the tags whose they are: of a child of an array, the array's", async () => {
    const { batch, submit, clock } = localBatch();
    const events: BatchEvent["detail"][] = [];
    batch.events.on("jobStateChange", ({ detail: told }) => void events.push(told));
    const id = submit({ arrayProperties: { size: 2 }, tags: { team: "a" } });
    await clock.runOut();
    const tags = { resourceArn: `arn:aws:batch:us-east-1:123456789012:job/${id}`, team: "a" };
    expect(new Set(events.map(({ jobId }) => jobId))).toEqual(new Set([id, `${id}:0`, `${id}:1`]));
    for (const event of events) expect(event.tags).toEqual(tags);
  });
});
