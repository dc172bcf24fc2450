import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instanceType } from "../../../../../contract/instance-types.ts";
import { reasons } from "../../../../../emulator/aws/reasons.ts";
import { readStack } from "../../../../../emulator/stack/read-stack.ts";
import { synthesise } from "../../../../../infra/synthesise.ts";
import { temporaryDirectory } from "../../../../support/temporary-directory.ts";
import { definition, environment, localBatch, queue, resources } from "../local-batch.ts";

const asking = (vcpus: number, memoryMiB: number) => ({
  containerOverrides: { resourceRequirements: resources(vcpus, memoryMiB) },
});

describe("placement", () => {
  it("keeps a job that is larger than its instances RUNNABLE, says why, and blocks the queue behind it", async () => {
    const { submit, describe: show, clock, batch } = localBatch();
    const blocked: string[] = [];
    batch.events.on("jobQueueBlocked", ({ resources: named, detail }) =>
      blocked.push(...named, detail.statusReason ?? ""),
    );
    const large = submit(asking(16, 32768));
    const behind = submit(asking(16, 30720));
    await clock.advance(3_600_000);
    expect(show(large)).toMatchObject({
      status: "RUNNABLE",
      statusReason:
        "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - The job resource requirement (vCPU/memory/GPU) is higher than that can be met by the CE(s) attached to the job queue.",
      attempts: [],
    });
    expect(show(behind).status).toBe("RUNNABLE");
    expect(show(behind).statusReason).toBeUndefined();
    expect(blocked).toEqual([
      show(large).jobArn,
      "arn:aws:batch:us-east-1:123456789012:job-queue/queue",
      reasons.jobResourceRequirement,
    ]);

    batch.api.CancelJob({ jobId: large, reason: "too large" });
    await clock.advance(1000);
    expect(show(large)).toMatchObject({ status: "FAILED", statusReason: "too large", isCancelled: true });
    expect(show(behind).status).toBe("SUCCEEDED");
  });

  it("places 15 vCPUs and 30 GiB on c7g.4xlarge", async () => {
    const { submit, describe: show, clock } = localBatch();
    const id = submit(asking(15, 30720));
    await clock.runOut();
    expect(show(id).status).toBe("SUCCEEDED");
  });

  it("says when a job asks for more vCPUs than the compute environment may have", async () => {
    const {
      submit,
      describe: show,
      clock,
    } = localBatch({
      stack: { computeEnvironments: [environment("ce", { maxvCpus: 8 })] },
    });
    const large = submit(asking(9, 1024));
    await clock.advance(1000);
    expect(show(large)).toMatchObject({
      status: "RUNNABLE",
      statusReason:
        "MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE - CE(s) associated with the job queue cannot meet the CPU requirement of the job.",
    });
  });

  it("exceeds maxvCpus by part of one instance, but not with BEST_FIT", async () => {
    for (const [allocationStrategy, status] of [
      ["BEST_FIT_PROGRESSIVE", "SUCCEEDED"],
      ["BEST_FIT", "RUNNABLE"],
    ] as const) {
      const {
        submit,
        describe: show,
        clock,
      } = localBatch({
        stack: { computeEnvironments: [environment("ce", { maxvCpus: 8, allocationStrategy })] },
      });
      const id = submit(asking(4, 1024));
      await clock.advance(10_000);
      expect(show(id).status).toBe(status);
    }
  });

  it("asks for GPUs in vain", async () => {
    const { submit, describe: show, clock } = localBatch();
    const id = submit({ containerOverrides: { resourceRequirements: [{ type: "GPU", value: "1" }] } });
    await clock.advance(0);
    expect(show(id).statusReason).toBe(reasons.jobResourceRequirement);
  });

  it("fills instances, launches more up to maxvCpus, and ends idle ones", async () => {
    const {
      submit,
      describe: show,
      clock,
      environments,
    } = localBatch({
      stack: { computeEnvironments: [environment("ce", { maxvCpus: 32 })] },
    });
    const desired = () => environments().computeEnvironments?.[0]?.computeResources?.desiredvCpus;
    const ids = Array.from({ length: 5 }, () => submit(asking(8, 1024)));
    expect(desired()).toBe(0);
    await clock.advance(0);
    expect(desired()).toBe(32);
    expect(ids.map((id) => show(id).status)).toEqual(
      ["RUNNING", "RUNNING", "RUNNING", "RUNNING", "RUNNABLE"].map((s) =>
        s === "RUNNING" ? expect.stringMatching(/STARTING|RUNNING/) : s,
      ),
    );
    const instances = new Set(ids.slice(0, 4).map((id) => show(id).container?.containerInstanceArn));
    expect(instances.size).toBe(2);
    await clock.runOut();
    expect(ids.map((id) => show(id).status)).toEqual(ids.map(() => "SUCCEEDED"));
    expect(desired()).toBe(0);
  });

  it("counts memory as well as vCPUs", async () => {
    const { submit, describe: show, clock } = localBatch();
    const ids = [20_000, 20_000, 11_000].map((memoryMiB) => submit(asking(1, memoryMiB)));
    await clock.advance(0);
    const [first, second, third] = ids.map((id) => show(id).container?.containerInstanceArn);
    expect(second).not.toBe(first);
    expect([first, second]).toContain(third);
  });

  it("tries the compute environments of a queue in their order", async () => {
    const { submit, clock, requests } = localBatch({
      stack: {
        computeEnvironments: [
          environment("second", { instanceTypes: ["c7i.16xlarge"], maxvCpus: 64 }),
          environment("first", { maxvCpus: 16 }),
          environment("off", {}, { state: "DISABLED" }),
        ],
        jobQueues: [queue("queue", ["off", "first", "second"])],
      },
    });
    for (let n = 0; n < 2; n++) submit(asking(16, 1024));
    submit(asking(64, 1024));
    await clock.runOut();
    expect(
      requests.map(({ platform, container }) => [
        platform,
        container.environment?.find((v) => v.name === "AWS_BATCH_CE_NAME")?.value,
      ]),
    ).toEqual([
      ["linux/arm64", "first"],
      ["linux/amd64", "second"],
      ["linux/amd64", "second"],
    ]);
  });

  it("takes the smallest type of a family that fits", async () => {
    const { submit, clock, environments } = localBatch({
      stack: { computeEnvironments: [environment("ce", { instanceTypes: ["c7g"], maxvCpus: 128 })] },
    });
    submit(asking(17, 1024));
    await clock.advance(0);
    // c7g.8xlarge
    expect(environments().computeEnvironments?.[0]?.computeResources?.desiredvCpus).toBe(32);
  });

  it("serves queues that share an environment by priority, and keeps room for the head of the higher one", async () => {
    const { submit, clock, requests } = localBatch({
      stack: {
        computeEnvironments: [environment("ce", { maxvCpus: 16 })],
        jobQueues: [queue("low", ["ce"], { priority: 1 }), queue("high", ["ce"], { priority: 10 })],
      },
    });
    submit({ jobQueue: "low", jobName: "low-1", ...asking(8, 1024) });
    await clock.advance(10);
    submit({ jobQueue: "low", jobName: "low-2", ...asking(8, 1024) });
    submit({ jobQueue: "high", jobName: "high-1", ...asking(16, 1024) });
    submit({ jobQueue: "low", jobName: "low-3", ...asking(8, 1024) });
    await clock.runOut();
    expect(requests.map(({ jobName }) => jobName)).toEqual(["low-1", "high-1", "low-2", "low-3"]);
  });

  it("refuses a stack with an instance type it does not know, or a queue without its environment", () => {
    expect(() =>
      localBatch({ stack: { computeEnvironments: [environment("ce", { instanceTypes: ["m9x"] })] } }),
    ).toThrow(/"m9x", which is not in the catalogue of EC2's types\. Families: m1, /);
    expect(() => localBatch({ stack: { jobQueues: [queue("queue", ["none"])] } })).toThrow(
      /names compute environment/,
    );
    expect(() =>
      localBatch({ stack: { jobDefinitions: [definition("x", { containerProperties: {} })] } }),
    ).toThrow(/AWS Batch would refuse job definition "x"/);
  });
});

describe("job state time limit", () => {
  const limited = queue("queue", ["ce"], {
    jobStateTimeLimitActions: [
      {
        reason: "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT",
        state: "RUNNABLE",
        maxTimeSeconds: 600,
        action: "CANCEL",
      },
    ],
  });

  it("cancels the blocked head after its time, each head in turn", async () => {
    const { submit, describe: show, clock } = localBatch({ stack: { jobQueues: [limited] } });
    const first = submit(asking(17, 1024));
    const second = submit(asking(17, 1024));
    await clock.advance(300_000);
    // The time of the head runs on, whatever else happens in the queue.
    const third = submit();
    await clock.advance(299_999);
    expect(show(first).status).toBe("RUNNABLE");
    await clock.advance(1);
    expect(show(first)).toMatchObject({
      status: "FAILED",
      statusReason:
        "Canceled by JobStateTimeLimit action due to reason: MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT",
    });
    await clock.advance(599_999);
    expect(show(second).status).toBe("RUNNABLE");
    await clock.advance(10_000);
    expect(show(second).status).toBe("FAILED");
    expect(show(third).status).toBe("SUCCEEDED");
  });

  it("counts from when the job was blocked, also where the queue is given its limit later", async () => {
    const { submit, describe: show, call, clock } = localBatch({ transitionMs: 0 });
    const id = submit(asking(17, 1024));
    await clock.advance(500_000);
    call("UpdateJobQueue", {
      jobQueue: "queue",
      jobStateTimeLimitActions: [
        {
          reason: "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT",
          state: "RUNNABLE",
          maxTimeSeconds: 600,
          action: "CANCEL",
        },
      ],
    });
    await clock.advance(99_000);
    expect(show(id).status).toBe("RUNNABLE");
    await clock.advance(2000);
    expect(show(id).status).toBe("FAILED");
  });

  it("of the deployed queues unblocks them, for either misconfiguration", async () => {
    const [deployed] = readStack(synthesise({ outdir: temporaryDirectory("synth") })).jobQueues;
    const limits = { jobStateTimeLimitActions: deployed?.jobStateTimeLimitActions };
    const {
      submit,
      describe: show,
      clock,
    } = localBatch({
      stack: {
        computeEnvironments: [environment("ce"), environment("narrow", { maxvCpus: 8 })],
        jobQueues: [queue("queue", ["ce"], limits), queue("narrow", ["narrow"], limits)],
      },
    });
    const tooLarge = submit(asking(16, 32768));
    const tooMany = submit({ jobQueue: "narrow", ...asking(9, 1024) });
    const behind = submit(asking(15, 30720));
    await clock.advance(600_000);
    await clock.runOut();
    expect([tooLarge, tooMany].map((id) => show(id))).toMatchObject(
      ["JOB_RESOURCE_REQUIREMENT", "COMPUTE_ENVIRONMENT_MAX_RESOURCE"].map((code) => ({
        status: "FAILED",
        statusReason: `Canceled by JobStateTimeLimit action due to reason: MISCONFIGURATION:${code}`,
      })),
    );
    expect(show(behind).status).toBe("SUCCEEDED");
  });

  it("cannot be told to act when every environment is INVALID; the job says that they are", async () => {
    const invalid = environment("ce", {}, { status: "INVALID" });
    const {
      submit,
      describe: show,
      clock,
    } = localBatch({
      stack: { jobQueues: [limited], computeEnvironments: [invalid] },
    });
    const id = submit();
    await clock.advance(86_400_000);
    expect(show(id)).toMatchObject({
      status: "RUNNABLE",
      statusReason: "ACTION_REQUIRED - CE(s) associated with the job queue are invalid.",
    });
  });

  it("does not touch a job that only waits for its turn", async () => {
    const {
      submit,
      describe: show,
      clock,
    } = localBatch({
      stack: { jobQueues: [limited], computeEnvironments: [environment("ce", { maxvCpus: 16 })] },
      plan: () => ({ durationMs: 3_600_000 }),
    });
    submit(asking(16, 1024));
    const waiting = submit(asking(16, 1024));
    await clock.advance(1_800_000);
    expect(show(waiting).status).toBe("RUNNABLE");
    expect(show(waiting).statusReason).toBeUndefined();
  });
});

describe("this machine's capacity", () => {
  it("runs two 15-vCPU jobs one after the other on two CPUs, and says so", async () => {
    const { submit, describe: show, clock } = localBatch({ host: { vcpus: 2 } });
    const first = submit(asking(15, 1024));
    const second = submit(asking(15, 1024));
    await clock.advance(0);
    expect(show(first).status).toMatch(/STARTING|RUNNING/);
    expect(show(second)).toMatchObject({
      status: "RUNNABLE",
      statusReason: expect.stringMatching(/^LOCAL:HOST_BUSY - /),
    });
    await clock.advance(1000);
    await clock.advance(0);
    expect(show(second).status).toMatch(/STARTING|RUNNING/);
    expect(show(second).statusReason).toBeUndefined();
    await clock.runOut();
    expect(show(second).status).toBe("SUCCEEDED");
  });

  it("runs small jobs side by side, or as many as it is told", async () => {
    const statusesWith = async (host: { vcpus: number; slots?: number }) => {
      const { submit, describe: show, clock } = localBatch({ host });
      const ids = [1, 2, 3].map(() => submit());
      await clock.advance(10);
      return ids.map((id) => show(id).status);
    };
    expect(await statusesWith({ vcpus: 2 })).toEqual(["RUNNING", "RUNNING", "RUNNABLE"]);
    expect(await statusesWith({ vcpus: 2, slots: 3 })).toEqual(["RUNNING", "RUNNING", "RUNNING"]);
    expect(await statusesWith({ vcpus: 8, slots: 1 })).toEqual(["RUNNING", "RUNNABLE", "RUNNABLE"]);
  });

  it("names what is wrong with a job of another queue while the host is busy", async () => {
    const {
      submit,
      describe: show,
      clock,
    } = localBatch({
      host: { vcpus: 1 },
      stack: { jobQueues: [queue("queue", ["ce"], { priority: 9 }), queue("other", ["ce"])] },
    });
    submit();
    submit();
    const large = submit({ jobQueue: "other", ...asking(99, 4) });
    await clock.advance(0);
    expect(show(large).statusReason).toBe(reasons.jobResourceRequirement);
  });
});

describe("any mix of jobs", () => {
  const job = fc.record({
    vcpus: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 70 })),
    memoryMiB: fc.integer({ min: 4, max: 40_000 }),
    queue: fc.constantFrom("low", "high", "small"),
    delayMs: fc.integer({ min: 0, max: 3000 }),
    durationMs: fc.integer({ min: 0, max: 5000 }),
    exitCode: fc.constantFrom(0, 0, 1),
    action: fc.constantFrom("none", "none", "none", "cancel", "terminate"),
  });

  it("never exceeds an instance or an environment, and every job ends or has a reason to wait", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(job, { minLength: 1, maxLength: 30 }), async (jobs) => {
        const plans = new Map<string, { durationMs: number; exitCode: number }>();
        const types = ["c7g.4xlarge", "c7g.16xlarge"];
        const {
          submit,
          describe: show,
          clock,
          cancel,
          terminate,
          batch,
          environments,
        } = localBatch({
          stack: {
            computeEnvironments: [environment("a", { instanceTypes: types, maxvCpus: 80 }), environment("b")],
            jobQueues: [
              queue("low", ["a", "b"]),
              queue("high", ["a"], { priority: 5 }),
              queue("small", ["b"]),
            ],
            jobDefinitions: [definition("job", { retryStrategy: { attempts: 2 } })],
          },
          plan: ({ jobName }) => {
            const { durationMs = 0, exitCode = 0 } = plans.get(jobName) ?? {};
            return { durationMs, outcome: { exitCode, statusReason: "Essential container in task exited" } };
          },
        });
        const ids: string[] = [];
        const check = () => {
          const used = new Map<string, { vcpus: number; memoryMiB: number }>();
          for (const [index, id] of ids.entries()) {
            const { status, container } = show(id);
            if (status !== "STARTING" && status !== "RUNNING") continue;
            const key = container?.containerInstanceArn ?? "";
            const sum = used.get(key) ?? { vcpus: 0, memoryMiB: 0 };
            sum.vcpus += jobs[index]?.vcpus ?? 0;
            sum.memoryMiB += jobs[index]?.memoryMiB ?? 0;
            used.set(key, sum);
          }
          for (const [arn, sum] of used) {
            const type = instanceType(arn.includes("/AWSBatch-b/") ? "c7g.4xlarge" : "c7g.16xlarge");
            expect(sum.vcpus).toBeLessThanOrEqual(type.vcpus);
            expect(sum.memoryMiB).toBeLessThanOrEqual(type.usableMemoryMiB);
          }
          for (const { computeResources: of } of environments().computeEnvironments ?? []) {
            // By at most a part of one instance, as AWS documents for this strategy.
            expect(of?.desiredvCpus).toBeLessThan((of?.maxvCpus ?? 0) + 64);
          }
        };
        batch.events.on("jobStateChange", check);
        for (const [
          index,
          { vcpus, memoryMiB, queue: jobQueue, delayMs, durationMs, exitCode, action },
        ] of jobs.entries()) {
          plans.set(`job-${index}`, { durationMs, exitCode });
          const id = submit({ jobName: `job-${index}`, jobQueue, ...asking(vcpus, memoryMiB) });
          ids.push(id);
          await clock.advance(delayMs);
          if (action === "cancel") cancel(id);
          if (action === "terminate") terminate(id);
        }
        await clock.runOut();
        const open = ids.map(show).filter(({ status }) => status !== "SUCCEEDED" && status !== "FAILED");
        const heads = new Map(open.toReversed().map((one) => [one.jobQueue, one]));
        for (const head of heads.values()) {
          expect(head).toMatchObject({
            status: "RUNNABLE",
            statusReason: expect.stringMatching(/^MISCONFIGURATION:/),
          });
        }
      }),
      { numRuns: 150 },
    );
  });
});
