import { describe, expect, it } from "vitest";
import { batchLives } from "../../../../support/batch-lives.ts";
import { localBatch } from "../local-batch.ts";
import {
  arn,
  limits,
  makePolicyAndEnvironment,
  makeQuotaQueue,
  quotaBatch,
  quotaCalls,
  shareArn,
} from "./quota-batch.ts";

const detail = (name: string, more: object = {}) => ({
  quotaShareName: name,
  quotaShareArn: shareArn(name),
  jobQueueArn: arn("job-queue/quotas"),
  ...limits(4),
  resourceSharingConfiguration: { strategy: "RESERVE" },
  preemptionConfiguration: { inSharePreemption: "DISABLED" },
  state: "ENABLED",
  status: "VALID",
  ...more,
});

describe("a quota share", () => {
  it("is made, shown, changed and deleted, DISABLED", async () => {
    const made = localBatch();
    const { call, clock } = made;
    const { share } = quotaCalls(made);
    const settle = () => clock.advance(250);
    makePolicyAndEnvironment(made, 8);
    await settle();
    call("CreateJobQueue", {
      jobQueueName: "quotas",
      priority: 1,
      schedulingPolicyArn: arn("scheduling-policy/quota"),
      serviceEnvironmentOrder: [{ order: 1, serviceEnvironment: "typed" }],
    });
    await settle();
    expect(share("a", { tags: { team: "1" } })).toEqual({
      quotaShareName: "a",
      quotaShareArn: shareArn("a"),
    });
    const shown = () => call("DescribeQuotaShare", { quotaShareArn: shareArn("a") });
    expect(shown()).toEqual({ ...detail("a", { status: "CREATING" }), tags: { team: "1" } });
    await settle();
    expect(shown().status).toBe("VALID");
    const changes = {
      ...limits(2, "ml.g5.xlarge"),
      resourceSharingConfiguration: { strategy: "LEND_AND_BORROW" as const },
      preemptionConfiguration: { inSharePreemption: "ENABLED" as const },
      state: "DISABLED" as const,
    };
    expect(call("UpdateQuotaShare", { quotaShareArn: shareArn("a"), ...changes })).toEqual({
      quotaShareName: "a",
      quotaShareArn: shareArn("a"),
    });
    const changed = detail("a", {
      ...changes,
      // The default of borrowLimit: unlimited.
      resourceSharingConfiguration: { strategy: "LEND_AND_BORROW", borrowLimit: -1 },
      status: "UPDATING",
    });
    expect(shown()).toEqual({ ...changed, tags: { team: "1" } });
    await settle();
    call("DeleteQuotaShare", { quotaShareArn: shareArn("a") });
    expect(shown().status).toBe("DELETING");
    await settle();
    expect(shown).toThrow(/does not exist/);
    expect(call("DeleteQuotaShare", { quotaShareArn: shareArn("a") })).toEqual({});
    expect(() => call("ListTagsForResource", { resourceArn: shareArn("a") })).toThrow(/does not exist/);
  });

  it("is listed with those of its queue, page by page", () => {
    const { call, share } = quotaBatch(4);
    for (const name of ["a", "b", "c"]) share(name);
    const first = call("ListQuotaShares", { jobQueue: "quotas", maxResults: 2 });
    expect(first.quotaShares).toEqual([detail("a"), detail("b")]);
    const rest = call("ListQuotaShares", { jobQueue: arn("job-queue/quotas"), nextToken: first.nextToken });
    expect(rest).toEqual({ quotaShares: [detail("c")] });
    expect(call("ListQuotaShares", { jobQueue: "queue" })).toEqual({ quotaShares: [] });
  });

  it("has tags that can be changed", () => {
    const { call, share } = quotaBatch(4);
    share("a");
    call("TagResource", { resourceArn: shareArn("a"), tags: { k: "v" } });
    expect(call("DescribeQuotaShare", { quotaShareArn: shareArn("a") }).tags).toEqual({ k: "v" });
  });

  it("ends its jobs when it is deleted, and goes with its queue", async () => {
    const { call, share, train, show, statuses, clock } = quotaBatch(8);
    share("a");
    share("b");
    const [runs, waits, other] = [train("a", 4), train("a", 4), train("b", 1)];
    await clock.advance(10);
    call("UpdateQuotaShare", { quotaShareArn: shareArn("a"), state: "DISABLED" });
    expect(statuses(runs, waits), "those that it has can finish").toEqual(["SCHEDULED", "RUNNABLE"]);
    call("DeleteQuotaShare", { quotaShareArn: shareArn("a") });
    for (const id of [runs, waits]) {
      expect(show(id)).toMatchObject({ status: "FAILED", statusReason: "Quota share deleted" });
    }
    expect(statuses(other)).toEqual(["SCHEDULED"]);
    call("UpdateJobQueue", { jobQueue: "quotas", state: "DISABLED" });
    call("DeleteJobQueue", { jobQueue: "quotas" });
    expect(statuses(other)).toEqual(["FAILED"]);
    expect(() => call("DescribeQuotaShare", { quotaShareArn: shareArn("b") })).toThrow(/does not exist/);
  });

  it("and its policy are kept over a crash, with jobs that were preempted", async () => {
    const lives = batchLives({ transitionMs: 0 });
    const before = lives.begin();
    makeQuotaQueue(before, 2);
    const { share, train } = quotaCalls(before);
    share("a", { ...limits(2), preemptionConfiguration: { inSharePreemption: "ENABLED" }, tags: { t: "1" } });
    const low = train("a", 2);
    await before.clock.advance(2000);
    const high = train("a", 2, { schedulingPriority: 9 });
    await before.clock.advance(10);
    const after = lives.killed(before);
    for (const call of [
      (of: typeof before) => of.call("DescribeQuotaShare", { quotaShareArn: shareArn("a") }),
      (of: typeof before) =>
        of.call("DescribeSchedulingPolicies", { arns: [arn("scheduling-policy/quota")] }),
      (of: typeof before) => of.call("DescribeServiceJob", { jobId: low }),
    ]) {
      expect(call(after)).toEqual(call(before));
    }
    const { show, statuses } = quotaCalls(after);
    expect(show(low).preemptionSummary).toMatchObject({ preemptedAttemptCount: 1 });
    await after.clock.runOut();
    expect(statuses(low, high)).toEqual(["SUCCEEDED", "SUCCEEDED"]);
  });
});

it("a policy for quota shares shows what it was given, and no fair share", () => {
  const { call } = quotaBatch(1);
  expect(call("DescribeSchedulingPolicies", { arns: [arn("scheduling-policy/quota")] })).toEqual({
    schedulingPolicies: [
      {
        name: "quota",
        arn: arn("scheduling-policy/quota"),
        quotaSharePolicy: { idleResourceAssignmentStrategy: "FIFO" },
        tags: {},
      },
    ],
  });
});
