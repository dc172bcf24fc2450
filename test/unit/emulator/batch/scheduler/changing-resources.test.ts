import { describe, expect, it, test } from "vitest";
import { definition, environment as environmentOf, localBatch, resources } from "../local-batch.ts";
import { filledBatch } from "../resource-calls.ts";

const hour = 3_600_000;
const setState = (state: "ENABLED" | "DISABLED") => ({ computeEnvironment: "ce", state });
const toX86 = { computeEnvironment: "ce", computeResources: { instanceTypes: ["c7i.4xlarge"] } };

describe("a compute environment that changes under its jobs", () => {
  it("places nothing while DISABLED, says so, and goes on when ENABLED", async () => {
    const { call, submit, describe: job, settle, clock } = await filledBatch();
    call("UpdateComputeEnvironment", setState("DISABLED"));
    await settle();
    const id = submit();
    await clock.advance(hour);
    expect(job(id)).toMatchObject({
      status: "RUNNABLE",
      statusReason: expect.stringMatching(/^UNDETERMINED/),
    });
    call("UpdateComputeEnvironment", setState("ENABLED"));
    await clock.runOut();
    expect(job(id)).toMatchObject({ status: "SUCCEEDED" });
  });

  it("gives jobs from then on the new instance type and its platform; those that run stay", async () => {
    const {
      call,
      submit,
      describe: job,
      settle,
      clock,
      requests,
    } = await filledBatch({
      plan: () => ({ durationMs: hour }),
    });
    const before = submit();
    await clock.advance(10);
    call("UpdateComputeEnvironment", toX86);
    await settle();
    const after = submit();
    await clock.advance(10);
    expect(requests.map(({ platform }) => platform)).toEqual(["linux/arm64", "linux/amd64"]);
    expect(job(before).status).toBe("RUNNING");
    const hosts = [before, after].map((id) => job(id).container?.containerInstanceArn);
    expect(new Set(hosts).size).toBe(2);
    await clock.advance(2 * hour);
    expect(job(after).status).toBe("SUCCEEDED");
  });

  it("takes the host of a job away when the policy's time is over, and retries it on the new one", async () => {
    const {
      call,
      submit,
      describe: job,
      clock,
      requests,
    } = await filledBatch({
      plan: ({ attempt }) => ({ durationMs: attempt === 1 ? 10 * hour : 1000 }),
    });
    const id = submit({
      retryStrategy: {
        attempts: 2,
        evaluateOnExit: [
          { action: "RETRY", onStatusReason: "Host EC2*" },
          { action: "EXIT", onReason: "*" },
        ],
      },
    });
    await clock.advance(10);
    call("UpdateComputeEnvironment", toX86);
    await clock.advance(29 * 60_000);
    expect(job(id).status, "30 minutes is AWS's default").toBe("RUNNING");
    await clock.advance(2 * 60_000);
    expect(job(id)).toMatchObject({
      status: "SUCCEEDED",
      attempts: [
        { statusReason: expect.stringMatching(/^Host EC2 \(instance i-0[0-9a-f]{16}\) terminated\.$/) },
        {},
      ],
    });
    expect(job(id).attempts?.[0]?.container?.exitCode).toBeUndefined();
    expect(requests.at(-1)?.platform).toBe("linux/amd64");
  });

  it("ends jobs at once where the policy says so; without a retry they have failed", async () => {
    const { call, submit, describe: job, clock } = await filledBatch({ plan: () => ({ durationMs: hour }) });
    const id = submit();
    await clock.advance(10);
    call("UpdateComputeEnvironment", { ...toX86, updatePolicy: { terminateJobsOnUpdate: true } });
    await clock.advance(1000);
    expect(job(id)).toMatchObject({ status: "FAILED", statusReason: expect.stringMatching(/^Host EC2/) });
  });

  it("lets a job in that was too large, or room that was too small", async () => {
    const { call, submit, describe: job, register, settle, clock } = await filledBatch();
    register(
      definition("large", {
        containerProperties: {
          image: "image",
          command: ["run"],
          resourceRequirements: [
            { type: "VCPU", value: "60" },
            { type: "MEMORY", value: "1024" },
          ],
        },
      }),
    );
    const id = submit({ jobDefinition: "large" });
    await clock.advance(hour);
    expect(job(id).statusReason).toMatch(/^MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT/);
    const computeResources = { instanceTypes: ["c7g.16xlarge"] };
    call("UpdateComputeEnvironment", { computeEnvironment: "ce", computeResources });
    await settle();
    await clock.runOut();
    expect(job(id).status).toBe("SUCCEEDED");
  });
});

describe("a queue that changes under its jobs", () => {
  it("moves waiting jobs to its new environment, and the old one can be deleted under running ones", async () => {
    const {
      call,
      submit,
      describe: job,
      settle,
      clock,
      createEnvironment,
      environment,
    } = await filledBatch({
      plan: ({ attempt }) => ({ durationMs: attempt === 1 ? 10 * hour : 1000 }),
    });
    const id = submit({ retryStrategy: { attempts: 2 } });
    await clock.advance(10);
    createEnvironment("new");
    await settle();
    const computeEnvironmentOrder = [{ order: 1, computeEnvironment: "new" }];
    call("UpdateJobQueue", { jobQueue: "queue", computeEnvironmentOrder });
    call("UpdateComputeEnvironment", setState("DISABLED"));
    await settle();
    expect(job(id).status).toBe("RUNNING");
    call("DeleteComputeEnvironment", { computeEnvironment: "ce" });
    await settle();
    expect(environment("ce")).toBeUndefined();
    await clock.runOut();
    expect(job(id)).toMatchObject({ status: "SUCCEEDED" });
    expect(job(id).attempts).toHaveLength(2);
  });
});

test("a job that needs a larger instance gets it when the idle one has gone, with no other event", async () => {
  const {
    submit,
    clock,
    describe: show,
  } = localBatch({
    stack: {
      computeEnvironments: [
        environmentOf("ce", {
          instanceTypes: ["c7g.xlarge", "c7g.4xlarge"],
          maxvCpus: 16,
          allocationStrategy: "BEST_FIT",
        }),
      ],
    },
  });
  submit();
  const large = submit({ containerOverrides: { resourceRequirements: resources(16, 1024) } });
  await clock.runOut();
  expect(show(large).status).toBe("SUCCEEDED");
});
