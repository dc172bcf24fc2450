import { describe, expect, it } from "vitest";
import type { ServiceJobEvent } from "../../../../../emulator/batch/batch-events.ts";
import { arn, quotaBatch } from "../quota-share/quota-batch.ts";

const exceeded = "MISCONFIGURATION:QUOTA_MANAGEMENT_LIMIT_EXCEEDED";
const limit = (maxTimeSeconds = 600, reason = exceeded) => ({
  jobStateTimeLimitActions: [
    { action: "TERMINATE" as const, state: "RUNNABLE" as const, maxTimeSeconds, reason },
  ],
});
const setLimit = ({ call }: Pick<ReturnType<typeof quotaBatch>, "call">, of = limit()) =>
  call("UpdateJobQueue", { jobQueue: "quotas", ...of });

describe("the event of a blocked queue of service jobs", () => {
  it("names the job, with its reason and without tags and payload, once for each reason", async () => {
    const { batch, share, train, clock, call } = quotaBatch(8);
    const told: ServiceJobEvent[] = [];
    batch.events.on("serviceJobQueueBlocked", (event) => told.push(event));
    share("a");
    const blocked = train("a", 5, { tags: { a: "1" } });
    const behind = train("a", 9);
    await clock.advance(10);
    train("a", 1);
    await clock.advance(10);
    const [event] = told;
    expect(told).toHaveLength(1);
    expect(event).toMatchObject({
      source: "aws.batch",
      "detail-type": "Batch Service Job Queue Blocked",
      account: "123456789012",
      region: "us-east-1",
      resources: [arn(`service-job/${blocked}`)],
      detail: {
        jobId: blocked,
        status: "RUNNABLE",
        statusReason: `${exceeded} - Job requirements exceed quota share capacity limits.`,
        jobQueue: arn("job-queue/quotas"),
      },
    });
    expect(event?.detail).not.toHaveProperty("tags");
    expect(event?.detail).not.toHaveProperty("serviceRequestPayload");

    call("TerminateServiceJob", { jobId: blocked, reason: "by test" });
    await clock.advance(10);
    expect(told.map(({ detail }) => [detail.jobId, detail.statusReason?.split(" - ")[0]])).toEqual([
      [blocked, exceeded],
      [behind, "MISCONFIGURATION:SERVICE_ENVIRONMENT_MAX_RESOURCE"],
    ]);
  });
});

describe("jobStateTimeLimitActions of service jobs", () => {
  it("terminate the head of each quota share after its time, and who is behind it goes on", async () => {
    const made = quotaBatch(8);
    const { share, train, clock, statuses, show } = made;
    share("a");
    share("b");
    setLimit(made);
    const [first, behind, other] = [train("a", 5), train("a", 1), train("b", 5)];
    await clock.advance(599_000);
    expect(statuses(first, behind, other)).toEqual(["RUNNABLE", "RUNNABLE", "RUNNABLE"]);
    await clock.runOut();
    expect(statuses(first, behind, other)).toEqual(["FAILED", "SUCCEEDED", "FAILED"]);
    expect(show(first)).toMatchObject({
      statusReason: `Terminated by JobStateTimeLimit action due to reason: ${exceeded}`,
      isTerminated: true,
      attempts: [],
    });
  });

  it("leave alone who can run after all, and who has another reason", async () => {
    const made = quotaBatch(8);
    const { share, train, clock, statuses, call } = made;
    const { quotaShareArn = "" } = share("a");
    share("b");
    setLimit(made);
    const [mended, other] = [train("a", 5), train("b", 9)];
    await clock.advance(300_000);
    call("UpdateQuotaShare", {
      quotaShareArn,
      capacityLimits: [{ capacityUnit: "ml.m5.large", maxCapacity: 5 }],
    });
    await clock.advance(900_000);
    expect(statuses(mended, other)).toEqual(["SUCCEEDED", "RUNNABLE"]);
  });

  it("count from when the job was blocked, also where the queue is given them later", async () => {
    const made = quotaBatch(8);
    const { share, train, clock, statuses } = made;
    share("a");
    const id = train("a", 5);
    await clock.advance(500_000);
    setLimit(made);
    await clock.advance(99_000);
    expect(statuses(id)).toEqual(["RUNNABLE"]);
    await clock.advance(2000);
    expect(statuses(id)).toEqual(["FAILED"]);
  });
});
