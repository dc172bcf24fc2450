import * as fc from "fast-check";
import { expect, it } from "vitest";
import { isThorough } from "../../../../support/thorough.ts";
import { large, limits, makeQuotaQueue, quotaCalls, shareArn, training } from "./quota-batch.ts";
import { localBatch } from "../local-batch.ts";

const other = "ml.g5.xlarge";
const own = 4;
const environment = { capacityLimits: [...limits(10).capacityLimits, ...limits(6, other).capacityLimits] };
const names = ["a", "b", "c"] as const;

const config = fc.record({
  sharing: fc.oneof(
    fc.constantFrom({ strategy: "RESERVE" as const }, { strategy: "LEND" as const }),
    fc.record({
      strategy: fc.constant("LEND_AND_BORROW" as const),
      borrowLimit: fc.constantFrom(-1, 0, 50, 200),
    }),
  ),
  inSharePreemption: fc.constantFrom("ENABLED" as const, "DISABLED" as const),
});

const workload = fc.record({
  shares: fc.tuple(config, config, config),
  jobs: fc.array(
    fc.record({
      share: fc.constantFrom(...names),
      type: fc.constantFrom(large, large, other),
      // No more than a share has: every job can run.
      instances: fc.integer({ min: 1, max: own }),
      seconds: fc.integer({ min: 0, max: 30 }),
      priority: fc.nat(3),
      retries: fc.option(fc.nat(2), { nil: undefined, freq: 2 }),
      delayMs: fc.integer({ min: 0, max: 8000 }),
      afterwards: fc.constantFrom(
        "nothing",
        "nothing",
        "nothing",
        "prioritise",
        "terminate",
        "lower",
        "disable",
      ),
    }),
    { minLength: 1, maxLength: 30 },
  ),
});

type Config = typeof config extends fc.Arbitrary<infer Value> ? Value : never;
type Made = ReturnType<typeof startBatch>;

function startBatch(shares: readonly Config[]) {
  const made = localBatch({ transitionMs: 0 });
  makeQuotaQueue(made, 1, environment);
  const calls = quotaCalls(made);
  shares.forEach(({ sharing, inSharePreemption }, at) => {
    calls.share(names[at] ?? "", {
      capacityLimits: [...limits(own).capacityLimits, ...limits(own, other).capacityLimits],
      resourceSharingConfiguration: sharing,
      preemptionConfiguration: { inSharePreemption },
    });
  });
  return { ...made, ...calls };
}

/** How many instances of a type share and queue have in use, as the snapshot tells. */
function used({ call }: Pick<Made, "call">, type: string) {
  const { queueUtilization } = call("GetJobQueueSnapshot", { jobQueue: "quotas" });
  const of = (usage: readonly { capacityUnit?: string | undefined; quantity?: number | undefined }[] = []) =>
    usage.find(({ capacityUnit }) => capacityUnit === type)?.quantity ?? 0;
  const byShare = queueUtilization?.quotaShareUtilization?.topCapacityUtilization ?? [];
  return {
    total: of(queueUtilization?.totalCapacityUsage),
    byShare: new Map(
      byShare.map(({ quotaShareName = "", capacityUsage }) => [quotaShareName, of(capacityUsage)]),
    ),
  };
}

it("no quota-managed workload exceeds a limit or waits for ever, and preemption is counted", async () => {
  const property = fc.asyncProperty(workload, async ({ shares, jobs }) => {
    const made = startBatch(shares);
    const { call, clock, train, show } = made;
    const lowered = new Set<string>();
    const check = () => {
      for (const [type, most] of [
        [large, 10],
        [other, 6],
      ] as const) {
        const { total, byShare } = used(made, type);
        expect(total, "the environment's limit").toBeLessThanOrEqual(most);
        shares.forEach(({ sharing }, at) => {
          const name = names[at] ?? "";
          if (lowered.has(name)) return;
          const percent = "borrowLimit" in sharing ? sharing.borrowLimit : 0;
          const borrowable = percent === -1 ? Infinity : Math.floor((own * percent) / 100);
          expect(byShare.get(name), `share ${name}`).toBeLessThanOrEqual(own + borrowable);
        });
      }
    };
    made.batch.events.on("serviceJobStateChange", check);
    const ids: { readonly id: string; readonly retries: number; readonly isTerminated: boolean }[] = [];
    for (const { share, type, instances, seconds, priority, retries, delayMs, afterwards } of jobs) {
      await clock.advance(delayMs);
      const id = train(share, instances, {
        serviceRequestPayload: training(instances, seconds, type),
        schedulingPriority: priority,
        ...(retries !== undefined && {
          preemptionConfiguration: { preemptionRetriesBeforeTermination: retries },
        }),
      });
      ids.push({ id, retries: retries ?? Infinity, isTerminated: afterwards === "terminate" });
      await clock.advance(delayMs / 2);
      if (afterwards === "prioritise") call("UpdateServiceJob", { jobId: id, schedulingPriority: 9 });
      if (afterwards === "terminate") call("TerminateServiceJob", { jobId: id, reason: "by test" });
      if (afterwards === "disable" && ids.length === jobs.length) {
        call("UpdateQuotaShare", { quotaShareArn: shareArn(share), state: "DISABLED" });
      }
      // Of the type that only few ask for; and back, or its jobs would never run.
      if (afterwards === "lower") {
        lowered.add(share);
        const capacityLimits = [...limits(own).capacityLimits, ...limits(1, other).capacityLimits];
        call("UpdateQuotaShare", { quotaShareArn: shareArn(share), capacityLimits });
        await clock.advance(1000);
        call("UpdateQuotaShare", {
          quotaShareArn: shareArn(share),
          capacityLimits: [...limits(own).capacityLimits, ...limits(own, other).capacityLimits],
        });
      }
    }
    await clock.runOut();
    check();
    for (const { id, retries, isTerminated } of ids) {
      const { status, statusReason, preemptionSummary, attempts = [] } = show(id);
      const preempted = preemptionSummary?.preemptedAttemptCount ?? 0;
      const isWorn = preempted > retries;
      expect(preempted).toBeLessThanOrEqual(retries + 1);
      if (isTerminated) expect(["SUCCEEDED", "FAILED"]).toContain(status);
      else {
        expect(status).toBe(isWorn ? "FAILED" : "SUCCEEDED");
        expect(attempts).toHaveLength(isWorn ? 0 : 1);
        if (isWorn) expect(statusReason).toBe("Job attempt preempted");
      }
    }
  });
  await fc.assert(property, { numRuns: isThorough ? 1000 : 60 });
});

it("where the environment has as much as its shares, each gets its own at once, lent or not", async () => {
  const given = fc.record({
    strategy: fc.constantFrom("RESERVE" as const, "LEND" as const),
    guests: fc.array(
      fc.record({
        share: fc.constantFrom("b", "c"),
        instances: fc.integer({ min: 1, max: own }),
        schedulingPriority: fc.nat(9),
      }),
      { minLength: 1, maxLength: 16 },
    ),
  });
  const property = fc.asyncProperty(given, async ({ strategy, guests }) => {
    const borrows = { strategy: "LEND_AND_BORROW" as const, borrowLimit: -1 as const };
    const { train, clock, statuses, call } = startBatch(
      [{ strategy }, borrows, borrows].map((sharing) => ({ sharing, inSharePreemption: "DISABLED" })),
    );
    call("UpdateServiceEnvironment", { serviceEnvironment: "typed", ...limits(names.length * own) });
    for (const { share, instances, schedulingPriority } of guests) {
      train(share, instances, { schedulingPriority });
    }
    await clock.advance(2000);
    const mine = train("a", own, { schedulingPriority: 0 });
    await clock.advance(10);
    expect(statuses(mine)).toEqual(["SCHEDULED"]);
  });
  await fc.assert(property, { numRuns: isThorough ? 500 : 30 });
});
