import { describe, expect, it } from "vitest";
import { arn, limits, quotaBatch, shareArn, training, type Train } from "./quota-batch.ts";

const lends = { resourceSharingConfiguration: { strategy: "LEND" as const } };
const borrows = (borrowLimit?: number) => ({
  resourceSharingConfiguration: { strategy: "LEND_AND_BORROW" as const, borrowLimit },
});
const preemptsItself = { preemptionConfiguration: { inSharePreemption: "ENABLED" as const } };
const priority = (schedulingPriority: number): Train => ({ schedulingPriority });
const soon = 10;

/** A second environment of the queue, with so many instances. */
function addEnvironment({ call }: Pick<ReturnType<typeof quotaBatch>, "call">, maxCapacity: number): void {
  call("CreateServiceEnvironment", {
    serviceEnvironmentName: "more",
    serviceEnvironmentType: "SAGEMAKER_TRAINING",
    ...limits(maxCapacity),
  });
  call("UpdateJobQueue", {
    jobQueue: "quotas",
    serviceEnvironmentOrder: ["typed", "more"].map((serviceEnvironment, order) => ({
      order,
      serviceEnvironment,
    })),
  });
}

describe("capacity of a quota share", () => {
  it("bounds its jobs, of which the one in front keeps those behind it waiting, but nobody else's", async () => {
    const { share, train, statuses, clock } = quotaBatch(8);
    share("a");
    share("b");
    const [first, large, small] = [train("a", 3), train("a", 2), train("a", 1)];
    const other = train("b", 4);
    await clock.advance(soon);
    expect(statuses(first, large, small, other)).toEqual(["SCHEDULED", "RUNNABLE", "RUNNABLE", "SCHEDULED"]);
    await clock.runOut();
    expect(statuses(large, small)).toEqual(["SUCCEEDED", "SUCCEEDED"]);
  });

  it("goes to the highest priority first, which may change while jobs wait", async () => {
    const { share, train, statuses, clock, call } = quotaBatch(4);
    share("a");
    const jobs = [train("a", 4), train("a", 4, priority(1)), train("a", 4, priority(2))];
    await clock.advance(soon);
    expect(statuses(...jobs)).toEqual(["RUNNABLE", "RUNNABLE", "SCHEDULED"]);
    call("UpdateServiceJob", { jobId: jobs[0] ?? "", schedulingPriority: 9 });
    await clock.advance(62_500);
    expect(statuses(...jobs)).toEqual(["RUNNING", "RUNNABLE", "SUCCEEDED"]);
  });

  it("is counted by instance type, as that of the environment is", async () => {
    const { share, train, statuses, clock, call } = quotaBatch(4);
    const both = [...limits(4).capacityLimits, ...limits(2, "ml.g5.xlarge").capacityLimits];
    call("UpdateServiceEnvironment", { serviceEnvironment: "typed", capacityLimits: both });
    share("a", { capacityLimits: both });
    const gpu = (instances: number) => ({
      serviceRequestPayload: training(instances, 60, "ml.g5.xlarge"),
    });
    const jobs = [train("a", 4), train("a", 0, gpu(2)), train("a", 0, gpu(1))];
    await clock.advance(soon);
    expect(statuses(...jobs)).toEqual(["SCHEDULED", "SCHEDULED", "RUNNABLE"]);
  });

  it("is given in turns where an environment has less than its shares together", async () => {
    const { share, train, statuses, clock } = quotaBatch(2);
    share("a");
    share("b");
    const jobs = [train("a", 1), train("a", 1), train("b", 1)];
    await clock.advance(soon);
    expect(statuses(...jobs)).toEqual(["SCHEDULED", "RUNNABLE", "SCHEDULED"]);
  });

  it("is that of any environment of the queue", async () => {
    const { share, train, statuses, clock, call } = quotaBatch(2);
    addEnvironment({ call }, 2);
    share("a");
    const jobs = [train("a", 2), train("a", 2)];
    await clock.advance(soon);
    expect(statuses(...jobs)).toEqual(["SCHEDULED", "SCHEDULED"]);
  });
});

describe("idle capacity", () => {
  // A share that borrows, beside another one of four: how many of its jobs of one instance are dispatched.
  it.each([
    ["stays with a share that reserves it", {}, borrows(), 4],
    ["is lent by one that lends", lends, borrows(), 8],
    ["is lent by one that also borrows", borrows(), borrows(), 8],
    ["is not borrowed by one that only lends", lends, lends, 4],
    ["is borrowed up to a limit in per cent of one's own", lends, borrows(50), 6],
    ["is not borrowed with a limit of none", lends, borrows(0), 4],
    ["is borrowed in whole instances", lends, borrows(30), 5],
  ])("%s", async (_, other, mine, dispatched) => {
    const { share, train, statuses, clock } = quotaBatch(100);
    share("other", other);
    share("mine", mine);
    const jobs = Array.from({ length: 12 }, () => train("mine", 1));
    await clock.advance(soon);
    expect(statuses(...jobs).filter((status) => status === "SCHEDULED")).toHaveLength(dispatched);
  });

  it("goes to those who borrow in the order of their submission (idleResourceAssignmentStrategy FIFO)", async () => {
    const { share, train, statuses, clock } = quotaBatch(10);
    share("lender", { ...lends, ...limits(2) });
    share("b", borrows());
    share("c", borrows());
    const full = [train("c", 4), train("b", 4)];
    const [first, second] = [train("c", 2), train("b", 2)];
    await clock.advance(soon);
    expect(statuses(...full, first, second)).toEqual(["SCHEDULED", "SCHEDULED", "SCHEDULED", "RUNNABLE"]);
  });
});

describe("cross-share preemption", () => {
  it("gives lent capacity back when jobs of its owner come: the lowest priority first, no more than needed", async () => {
    const { share, train, statuses, clock, show } = quotaBatch(8);
    share("owner", lends);
    share("guest", borrows());
    const guests = [
      train("guest", 4),
      train("guest", 2, priority(5)),
      train("guest", 1, priority(1)),
      train("guest", 1, priority(3)),
    ];
    await clock.advance(2000);
    expect(statuses(...guests)).toEqual(["RUNNING", "RUNNING", "RUNNING", "RUNNING"]);
    const owner = train("owner", 2);
    await clock.advance(soon);
    // The one of four has the lowest priority of all. It would leave more than is needed, and still is stopped alone.
    expect(statuses(owner, ...guests)).toEqual(["SCHEDULED", "RUNNABLE", "RUNNING", "RUNNING", "RUNNING"]);
    expect(show(guests[0] ?? "")).toMatchObject({
      statusReason: "Job attempt preempted",
      attempts: [],
      preemptionSummary: {
        preemptedAttemptCount: 1,
        recentPreemptedAttempts: [
          {
            serviceResourceId: { name: "TrainingJobArn" },
            startedAt: 1_001_000,
            stoppedAt: 1_002_000,
            statusReason: "Job attempt preempted",
          },
        ],
      },
    });
    await clock.runOut();
    expect(statuses(owner, ...guests)).toEqual(Array.from({ length: 5 }, () => "SUCCEEDED"));
    expect(show(guests[0] ?? "").attempts).toHaveLength(1);
  });

  it("stops nobody who has only what is his, and nobody where there is room", async () => {
    const { share, train, statuses, clock, call } = quotaBatch(8);
    share("owner", lends);
    share("guest", borrows());
    const guests = [train("guest", 4), train("guest", 2)];
    await clock.advance(soon);
    const owner = [train("owner", 2), train("owner", 2)];
    await clock.advance(soon);
    expect(statuses(...guests, ...owner)).toEqual(["SCHEDULED", "RUNNABLE", "SCHEDULED", "SCHEDULED"]);
    call("UpdateServiceEnvironment", { serviceEnvironment: "typed", ...limits(4) });
    call("TerminateServiceJob", { jobId: owner[0] ?? "", reason: "r" });
    const late = train("owner", 2);
    await clock.advance(soon);
    expect(statuses(guests[0] ?? "", late), "too little for all, but nobody borrows").toEqual([
      "SCHEDULED",
      "RUNNABLE",
    ]);
  });

  it("stops as few jobs as make room", async () => {
    const { share, train, statuses, clock } = quotaBatch(8);
    share("owner", lends);
    share("guest", borrows());
    const guests = [train("guest", 4, priority(9)), train("guest", 1), train("guest", 3, priority(1))];
    await clock.advance(2000);
    const owner = train("owner", 3);
    await clock.advance(soon);
    expect(statuses(owner, ...guests)).toEqual(["SCHEDULED", "RUNNING", "RUNNING", "RUNNABLE"]);
  });

  it("stops a job that goes on at once where there is room for it, before those who came to borrow later", async () => {
    const { share, train, statuses, clock, call, show } = quotaBatch(4);
    addEnvironment({ call }, 2);
    share("owner", { ...lends, ...limits(6) });
    share("guest", { ...borrows(), ...limits(1) });
    share("late", { ...borrows(), ...limits(1) });
    const guests = [train("guest", 1), train("guest", 2)];
    await clock.advance(2000);
    const [owner, late] = [train("owner", 3), train("late", 2)];
    await clock.advance(soon);
    expect(statuses(owner, ...guests, late)).toEqual(["SCHEDULED", "RUNNING", "SCHEDULED", "RUNNABLE"]);
    expect(show(guests[1] ?? "").preemptionSummary?.preemptedAttemptCount).toBe(1);
  });

  it("is never for borrowing: a share that is to borrow stops a lower one of its own", async () => {
    const { share, train, statuses, clock } = quotaBatch(12);
    share("lender", lends);
    share("guest", borrows());
    share("mine", { ...borrows(), ...preemptsItself });
    const guests = [train("guest", 4), train("guest", 4)];
    const low = train("mine", 4);
    await clock.advance(2000);
    const high = train("mine", 4, priority(9));
    await clock.advance(soon);
    expect(statuses(...guests, low, high)).toEqual(["RUNNING", "RUNNING", "RUNNABLE", "SCHEDULED"]);
  });

  it("takes back what a lowered limit no longer covers, whatever the strategy", async () => {
    const { share, train, statuses, clock, call } = quotaBatch(4);
    share("a");
    share("b");
    const jobs = [train("a", 2), train("a", 2)];
    await clock.advance(2000);
    const waits = train("b", 2);
    await clock.advance(soon);
    expect(statuses(...jobs, waits)).toEqual(["RUNNING", "RUNNING", "RUNNABLE"]);
    call("UpdateQuotaShare", { quotaShareArn: shareArn("a"), ...limits(2) });
    await clock.advance(soon);
    expect(statuses(waits), "as soon as the limit is lower").toEqual(["SCHEDULED"]);
    expect(statuses(...jobs), "of two that are alike the later one").toEqual(["RUNNING", "RUNNABLE"]);
  });
});

describe("in-share preemption", () => {
  it.each([
    ["lets a higher priority stop a lower one, where the share says so", preemptsItself, 5, "SCHEDULED"],
    ["stops none that is as important", preemptsItself, 1, "RUNNABLE"],
    ["is not where the share does not say so", {}, 5, "RUNNABLE"],
  ] as const)("%s", async (_, more, important, status) => {
    const { share, train, statuses, clock } = quotaBatch(8);
    share("a", more);
    share("other");
    const untouched = train("other", 4);
    const running = [train("a", 2, priority(1)), train("a", 2, priority(2))];
    await clock.advance(2000);
    const job = train("a", 2, priority(important));
    await clock.advance(soon);
    expect(statuses(job)).toEqual([status]);
    const stopped = status === "SCHEDULED" ? "RUNNABLE" : "RUNNING";
    expect(statuses(...running, untouched)).toEqual([stopped, "RUNNING", "RUNNING"]);
  });

  it("follows a priority that is changed later, of either job", async () => {
    const { share, train, statuses, clock, call } = quotaBatch(4);
    share("a", preemptsItself);
    const [runs, waits] = [train("a", 4, priority(5)), train("a", 4, priority(5))];
    await clock.advance(2000);
    expect(statuses(runs, waits)).toEqual(["RUNNING", "RUNNABLE"]);
    call("UpdateServiceJob", { jobId: runs, schedulingPriority: 1 });
    await clock.advance(soon);
    expect(statuses(runs, waits)).toEqual(["RUNNABLE", "SCHEDULED"]);
  });

  it("borrows first where there is idle capacity", async () => {
    const { share, train, statuses, clock } = quotaBatch(8);
    share("a", { ...preemptsItself, ...borrows() });
    share("other", lends);
    const low = train("a", 4);
    await clock.advance(2000);
    const high = train("a", 4, priority(9));
    await clock.advance(soon);
    expect(statuses(low, high)).toEqual(["RUNNING", "SCHEDULED"]);
  });
});

describe("a job that is preempted", () => {
  // API reference, ServiceJobPreemptionConfiguration; user guide, "Preemption": with 0 it fails the first time.
  it.each([
    [0, 1, "FAILED"],
    [1, 1, "SUCCEEDED"],
    [1, 2, "FAILED"],
    [undefined, 12, "SUCCEEDED"],
  ])("with %s retries, and preempted %i times, has %s", async (retries, times, status) => {
    const { share, train, show, clock } = quotaBatch(4);
    share("a", preemptsItself);
    const id = train("a", 4, {
      preemptionConfiguration: { preemptionRetriesBeforeTermination: retries },
      // Tries that were preempted do not count for it.
      retryStrategy: { attempts: 1 },
    });
    for (let time = 0; time < times; time++) {
      await clock.advance(2000);
      train("a", 4, { ...priority(1), serviceRequestPayload: training(4, 1) });
      await clock.advance(5000);
    }
    await clock.runOut();
    const shown = show(id);
    expect(shown.status).toBe(status);
    expect(shown.preemptionSummary?.preemptedAttemptCount).toBe(times);
    // "A sliding window": the last ten here.
    expect(shown.preemptionSummary?.recentPreemptedAttempts).toHaveLength(Math.min(10, times));
    expect(shown.statusReason).toMatch(status === "FAILED" ? /^Job attempt preempted$/ : /completed$/);
  });
});

describe("a job that can never run", () => {
  // The examples of the user guide, "Jobs stuck in RUNNABLE due to misconfiguration".
  it.each([
    [
      "more than the environment has",
      borrows(),
      101,
      /^MISCONFIGURATION:SERVICE_ENVIRONMENT_MAX_RESOURCE - /,
    ],
    [
      "more than a share that reserves",
      {},
      5,
      /LIMIT_EXCEEDED - Job requirements exceed quota share capacity limits\.$/,
    ],
    [
      "more than a share that lends",
      lends,
      5,
      /LIMIT_EXCEEDED - Job requirements exceed quota share capacity limits\.$/,
    ],
    ["more than it may borrow", borrows(100), 9, /exceed quota share capacity limits and borrow limits\.$/],
    [
      "more than others have",
      borrows(200),
      9,
      /requires borrowing that exceeds all configured borrowable capacity\.$/,
    ],
  ])("for it asks for %s says so", async (_, mine, instances, reason) => {
    const { share, train, show, clock, call } = quotaBatch(100);
    share("b", borrows(200));
    share("a", mine);
    const [stuck, behind] = [train("a", instances), train("a", 1)];
    await clock.advance(soon);
    expect(show(stuck)).toMatchObject({ status: "RUNNABLE", statusReason: reason });
    expect(show(behind).statusReason, "only the first of a share has a reason").toBeUndefined();
    call("UpdateServiceEnvironment", { serviceEnvironment: "typed", ...limits(200) });
    call("UpdateQuotaShare", { quotaShareArn: shareArn("a"), ...limits(200) });
    await clock.advance(soon);
    expect(show(stuck)).toMatchObject({ status: "SCHEDULED", statusReason: undefined });
  });

  it("for its payload is none fails as SageMaker says, and keeps nobody waiting", async () => {
    const { share, train, show, statuses, clock } = quotaBatch(4);
    share("a");
    const [broken, other] = [train("a", 0, { serviceRequestPayload: "{}" }), train("a", 4)];
    await clock.runOut();
    expect(show(broken).statusReason).toMatch(/^Received status from SageMaker: ValidationException: /);
    expect(statuses(broken, other)).toEqual(["FAILED", "SUCCEEDED"]);
  });
});

it("jobs are found by their quota share, with a status or in all of them", async () => {
  const { share, train, call, clock } = quotaBatch(8);
  share("a");
  share("b");
  const [runs, waits] = [train("a", 4), train("a", 4)];
  train("b", 4);
  await clock.advance(2000);
  const filters = [{ name: "QUOTA_SHARE_NAME", values: ["a"] }];
  const found = (more: object) =>
    call("ListServiceJobs", { jobQueue: "quotas", filters, ...more }).jobSummaryList?.map(
      ({ jobId, quotaShareName }) => ({ jobId, quotaShareName }),
    );
  expect(found({})).toEqual([waits, runs].map((jobId) => ({ jobId, quotaShareName: "a" })));
  expect(found({ jobStatus: "RUNNABLE" })).toEqual([{ jobId: waits, quotaShareName: "a" }]);
  expect(() => call("ListJobs", { jobQueue: "queue", filters })).toThrow(/A filter has a name/);
});

it("GetJobQueueSnapshot tells the first of each share and who has how much, by instance type", async () => {
  const { share, train, call, clock } = quotaBatch(8);
  share("a");
  share("b", preemptsItself);
  share("idle");
  const [, first, second] = [train("a", 3), train("a", 2), train("a", 1)];
  train("b", 4, priority(1));
  await clock.advance(2000);
  const third = train("b", 4);
  await clock.advance(soon);
  const jobArn = (id: string) => arn(`service-job/${id}`);
  const snapshot = () => call("GetJobQueueSnapshot", { jobQueue: "quotas" });
  const inLarge = (quantity: number) => [{ capacityUnit: "ml.m5.large", quantity }];
  expect(snapshot()).toEqual({
    frontOfQueue: {
      jobs: [first, second, third].map((id) => ({
        jobArn: jobArn(id),
        earliestTimeAtPosition: id === third ? 1_002_000 : 1_000_000,
      })),
      lastUpdatedAt: 1_002_010,
    },
    frontOfQuotaShares: {
      quotaShares: {
        a: [{ jobArn: jobArn(first), earliestTimeAtPosition: 1_000_000 }],
        b: [{ jobArn: jobArn(third), earliestTimeAtPosition: 1_002_000 }],
      },
      lastUpdatedAt: 1_002_010,
    },
    queueUtilization: {
      totalCapacityUsage: inLarge(7),
      quotaShareUtilization: {
        topCapacityUtilization: [
          { quotaShareName: "b", capacityUsage: inLarge(4) },
          { quotaShareName: "a", capacityUsage: inLarge(3) },
          { quotaShareName: "idle", capacityUsage: [] },
        ],
      },
      lastUpdatedAt: 1_002_010,
    },
  });
});
