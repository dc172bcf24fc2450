import * as fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { createShareUsage } from "../../../../../../emulator/batch/scheduler/order/share-usage.ts";
import type { OperationInput } from "../../../../../../emulator/model/operation-types.ts";
import { resources } from "../../local-batch.ts";
import { emptyBatch } from "../../resource-calls.ts";

type FairShare = NonNullable<OperationInput<"CreateSchedulingPolicy">["fairsharePolicy"]>;

/** One instance of 16 vCPUs, jobs that take it as a whole for `durationMs`. */
async function fairBatch(fairsharePolicy: FairShare, { vcpus = 16, durationMs = 60_000 } = {}) {
  const made = emptyBatch({ plan: () => ({ durationMs }) });
  const { call, createEnvironment, createQueue, settle } = made;
  createEnvironment("ce", { maxvCpus: 16 });
  const policy = call("CreateSchedulingPolicy", { name: "policy", fairsharePolicy }).arn ?? "";
  await settle();
  createQueue("queue", ["ce"], { schedulingPolicyArn: policy });
  await settle();
  const order: string[] = [];
  made.batch.events.on("jobStateChange", ({ detail }) => {
    if (detail.status === "STARTING") order.push(detail.shareIdentifier ?? "");
  });
  const submitTo = (shareIdentifier: string, more: Partial<OperationInput<"SubmitJob">> = {}) =>
    made.submit({
      shareIdentifier,
      containerOverrides: { resourceRequirements: resources(vcpus, 1024) },
      ...more,
    });
  return { ...made, order, submitTo, policy };
}

describe("a queue with a scheduling policy", () => {
  it("gives shares of one weight their turns, however many jobs each has", async () => {
    const { submitTo, clock, order } = await fairBatch({});
    for (let index = 0; index < 6; index++) submitTo("A");
    for (let index = 0; index < 3; index++) submitTo("B");
    await clock.runOut();
    expect(order.join("")).toBe("ABABABAAA");
  });

  // API reference, ShareAttributes: a factor of 1/4 gets four times the resources.
  it("gives more to the share with the lower weight factor, by name or by prefix", async () => {
    const { submitTo, clock, order } = await fairBatch({
      shareDecaySeconds: 604_800,
      shareDistribution: [{ shareIdentifier: "team*", weightFactor: 0.25 }],
    });
    for (let index = 0; index < 60; index++) {
      submitTo("teamA");
      submitTo("other");
    }
    await clock.advance(50 * 60_000 - 1);
    expect(order.filter((share) => share === "teamA")).toHaveLength(40);
    expect(order.filter((share) => share === "other")).toHaveLength(10);
  });

  it("forgets use that lies further back than its window", async () => {
    const { submitTo, clock, order } = await fairBatch({ shareDecaySeconds: 600 });
    for (let index = 0; index < 5; index++) submitTo("A");
    await clock.runOut();
    await clock.advance(601_000);
    submitTo("A");
    submitTo("B");
    await clock.runOut();
    expect(order.slice(-2)).toEqual(["A", "B"]);
  });

  it("goes by scheduling priority within a share, then by time", async () => {
    const { submitTo, clock, describe: show } = await fairBatch({});
    const ids = [0, 5, 5, 9].map((schedulingPriorityOverride) =>
      submitTo("A", { schedulingPriorityOverride }),
    );
    await clock.runOut();
    const starts = ids.map((id) => show(id).startedAt ?? 0);
    const inOrder = starts.toSorted((a, b) => a - b);
    expect(starts.map((start) => inOrder.indexOf(start))).toEqual([3, 1, 2, 0]);
  });

  // API reference, FairsharePolicy: with one active share 50 % stay for others, with two 25 %.
  it("keeps the reserved part for shares that are not active", async () => {
    const { submitTo, clock, list } = await fairBatch({ computeReservation: 50 }, { vcpus: 1 });
    for (let index = 0; index < 16; index++) submitTo("A");
    await clock.advance(10);
    const running = () =>
      (list({ jobQueue: "queue" }).jobSummaryList ?? []).map(({ shareIdentifier }) => shareIdentifier);
    expect(running()).toHaveLength(8);
    for (let index = 0; index < 16; index++) submitTo("B");
    await clock.advance(10);
    expect(running()).toHaveLength(12);
    expect(running().filter((share) => share === "B")).toHaveLength(4);
    await clock.runOut();
    expect(list({ jobQueue: "queue", jobStatus: "SUCCEEDED" }).jobSummaryList).toHaveLength(32);
  });

  it("follows a change of its policy while jobs wait", async () => {
    const { submitTo, clock, order, call, policy } = await fairBatch({ shareDecaySeconds: 604_800 });
    for (let index = 0; index < 12; index++) {
      submitTo("A");
      submitTo("B");
    }
    await clock.advance(4 * 60_000 - 1);
    expect(order.join("")).toBe("ABAB");
    const shareDistribution = [{ shareIdentifier: "B", weightFactor: 0.001 }];
    call("UpdateSchedulingPolicy", { arn: policy, fairsharePolicy: { shareDistribution } });
    await clock.advance(4 * 60_000);
    expect(order.slice(4).join("")).toBe("BBBB");
  });

  it("shows in its snapshot who is next and what each active share has", async () => {
    const { submitTo, clock, call } = await fairBatch({}, { vcpus: 8 });
    const running = [submitTo("A"), submitTo("B")];
    await clock.advance(10);
    const waiting = [submitTo("A"), submitTo("A"), submitTo("C")];
    await clock.advance(10);
    const { frontOfQueue, queueUtilization } = call("GetJobQueueSnapshot", { jobQueue: "queue" });
    const arns = frontOfQueue?.jobs?.map(({ jobArn }) => jobArn?.split("/").at(-1));
    expect(arns).toEqual([waiting[2], waiting[0], waiting[1]]);
    expect(running).toHaveLength(2);
    const capacityUsage = [{ capacityUnit: "VCPU", quantity: 8 }];
    expect(queueUtilization).toMatchObject({
      totalCapacityUsage: [{ capacityUnit: "VCPU", quantity: 16 }],
      fairshareUtilization: {
        activeShareCount: 2,
        topCapacityUtilization: [
          { shareIdentifier: "A", capacityUsage },
          { shareIdentifier: "B", capacityUsage },
        ],
      },
    });
    await clock.runOut();
  });
});

test("use just now counts in full, a window back not at all, in between in a straight line", () => {
  const usage = createShareUsage();
  usage.begin(0, 2);
  usage.end(100_000, 2);
  // 2 vCPUs × (100 s − 100² / (2 × 1000) s)
  expect(usage.within(100_000, 1_000_000)).toBeCloseTo(190);
  // Ages 500 s to 600 s of 1,000 s weigh 0.45 on average.
  expect(usage.within(600_000, 1_000_000)).toBeCloseTo(2 * 100 * 0.45);
  expect(usage.within(1_100_000, 1_000_000)).toBe(0);
});

test("use is the same whether the window is moved on or measured anew, as whatever comes and goes", () => {
  const step = fc.record({
    after: fc.integer({ min: 0, max: 900_000 }),
    vcpus: fc.integer({ min: 1, max: 64 }),
  });
  const looks = fc.array(fc.tuple(step, fc.constantFrom("begin", "end", "look")), { maxLength: 60 });
  fc.assert(
    fc.property(looks, fc.constantFrom(600_000, 1_000_000), (changes, window) => {
      const usage = createShareUsage();
      const history: { at: number; vcpus: number }[] = [];
      let now = 1_700_000_000_000;
      for (const [{ after, vcpus }, what] of changes) {
        now += after;
        if (what === "begin") usage.begin(now, vcpus);
        else if (what === "end") usage.end(now, Math.min(vcpus, usage.vcpus));
        history.push({ at: now, vcpus: usage.vcpus });
        // Each part of it weighs 1 − age / window, on average that of its middle.
        const expected = history.reduce((sum, of, index) => {
          const begin = Math.max(of.at, now - window);
          const end = history[index + 1]?.at ?? now;
          return end <= begin
            ? sum
            : sum + of.vcpus * (end - begin) * (1 - (now - (begin + end) / 2) / window);
        }, 0);
        if (what === "look") expect(usage.within(now, window)).toBeCloseTo(expected / 1000, 3);
      }
    }),
  );
});
