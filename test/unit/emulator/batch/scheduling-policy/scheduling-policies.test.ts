import { describe, expect, it, test } from "vitest";
import { filledBatch } from "../resource-calls.ts";

const arn = (name: string) => `arn:aws:batch:us-east-1:123456789012:scheduling-policy/${name}`;

describe("scheduling policies", () => {
  it("are created with AWS's defaults, described, listed, updated and deleted", async () => {
    const { call } = await filledBatch();
    expect(call("CreateSchedulingPolicy", { name: "p", tags: { a: "1" } })).toEqual({
      name: "p",
      arn: arn("p"),
    });
    const describePolicy = () =>
      call("DescribeSchedulingPolicies", { arns: [arn("p"), arn("none")] }).schedulingPolicies;
    const fairsharePolicy = { shareDecaySeconds: 0, computeReservation: 0, shareDistribution: [] };
    expect(describePolicy()).toEqual([{ name: "p", arn: arn("p"), fairsharePolicy, tags: { a: "1" } }]);
    const shareDistribution = [{ shareIdentifier: "A*", weightFactor: 0.5 }];
    call("UpdateSchedulingPolicy", { arn: arn("p"), fairsharePolicy: { shareDistribution } });
    expect(describePolicy()?.[0]?.fairsharePolicy).toEqual({ ...fairsharePolicy, shareDistribution });
    call("CreateSchedulingPolicy", { name: "q" });
    const first = call("ListSchedulingPolicies", { maxResults: 1 });
    expect(first.schedulingPolicies).toEqual([{ arn: arn("p") }]);
    expect(call("ListSchedulingPolicies", { nextToken: first.nextToken }).schedulingPolicies).toEqual([
      { arn: arn("q") },
    ]);
    call("DeleteSchedulingPolicy", { arn: arn("p") });
    expect(describePolicy()).toEqual([]);
    expect(() => call("DeleteSchedulingPolicy", { arn: arn("p") })).not.toThrow();
  });

  // API reference, FairsharePolicy and ShareAttributes.
  test.each([
    [{ shareDecaySeconds: 604_801 }, /shareDecaySeconds must be between 0 and 604800/],
    [{ computeReservation: 100 }, /computeReservation must be between 0 and 99/],
    [{ shareDistribution: [{ shareIdentifier: "a-b" }] }, /alphanumeric/],
    [{ shareDistribution: [{ shareIdentifier: "" }] }, /alphanumeric/],
    [{ shareDistribution: [{ shareIdentifier: "a", weightFactor: 1000 }] }, /between 0.0001 and 999.9999/],
    [{ shareDistribution: [{ shareIdentifier: "UserA*" }, { shareIdentifier: "UserA1" }] }, /overlap/],
    [{ shareDistribution: [{ shareIdentifier: "a" }, { shareIdentifier: "a" }] }, /overlap/],
  ])("are refused with %j, on creation and on update", async (fairsharePolicy, message) => {
    const { call } = await filledBatch();
    call("CreateSchedulingPolicy", { name: "p" });
    expect(() => call("CreateSchedulingPolicy", { name: "new", fairsharePolicy })).toThrow(message);
    expect(() => call("UpdateSchedulingPolicy", { arn: arn("p"), fairsharePolicy })).toThrow(message);
  });

  it("are bound to their queue: shown, replaced, never added or deleted while it has one", async () => {
    const { call, createQueue, queue, settle, submit } = await filledBatch();
    expect(() => createQueue("fair", ["ce"], { schedulingPolicyArn: arn("p") })).toThrow(/does not exist/);
    for (const name of ["p", "q"]) call("CreateSchedulingPolicy", { name });
    createQueue("fair", ["ce"], { schedulingPolicyArn: arn("p") });
    await settle();
    expect(queue("fair")).toMatchObject({ schedulingPolicyArn: arn("p"), jobQueueType: "ECS" });
    expect(() => call("DeleteSchedulingPolicy", { arn: arn("p") })).toThrow(/used by job queue fair/);
    call("UpdateJobQueue", { jobQueue: "fair", schedulingPolicyArn: arn("q") });
    await settle();
    expect(queue("fair")?.schedulingPolicyArn).toBe(arn("q"));
    call("DeleteSchedulingPolicy", { arn: arn("p") });
    expect(() => call("UpdateJobQueue", { jobQueue: "queue", schedulingPolicyArn: arn("q") })).toThrow(
      /FIFO/,
    );
    expect(() => submit({ jobQueue: "fair" })).toThrow("shareIdentifier must be specified.");
    submit({ jobQueue: "fair", shareIdentifier: "A", schedulingPriorityOverride: 3 });
  });

  it("are refused under a name that exists, or is none", async () => {
    const { call } = await filledBatch();
    call("CreateSchedulingPolicy", { name: "p" });
    expect(() => call("CreateSchedulingPolicy", { name: "p" })).toThrow("Object already exists");
    expect(() => call("CreateSchedulingPolicy", { name: "a.b" })).toThrow(/not supported pattern/);
    expect(() => call("UpdateSchedulingPolicy", { arn: arn("none") })).toThrow(/does not exist/);
  });
});
