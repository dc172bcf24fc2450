import { describe, expect, it } from "vitest";
import { definition, localBatch, resources, type LocalBatchOptions } from "../local-batch.ts";

/** One job, submitted to a Batch of its own, when nothing happens any more. */
async function runOut(
  options: LocalBatchOptions,
  input: Parameters<ReturnType<typeof localBatch>["submit"]>[0] = {},
) {
  const local = localBatch(options);
  const id = local.submit(input);
  await local.clock.runOut();
  return { ...local, id, job: local.describe(id) };
}

describe("the life of a job", () => {
  it("passes through every state in order, each of them observable", async () => {
    const {
      submit,
      describe: show,
      clock,
      statuses,
    } = localBatch({
      plan: () => ({ startMs: 500, durationMs: 2000 }),
    });
    const id = submit();
    expect(show(id)).toMatchObject({ status: "SUBMITTED", createdAt: 1_000_000, attempts: [] });
    await clock.advance(0);
    expect(show(id)).toMatchObject({ status: "STARTING" });
    expect(show(id).container?.logStreamName).toBeUndefined();
    await clock.advance(500);
    expect(show(id)).toMatchObject({ status: "RUNNING", startedAt: 1_000_500 });
    await clock.advance(2000);
    expect(show(id)).toMatchObject({
      status: "SUCCEEDED",
      statusReason: "Essential container in task exited",
      createdAt: 1_000_000,
      startedAt: 1_000_500,
      stoppedAt: 1_002_500,
    });
    expect(statuses.get(id)).toEqual(["RUNNABLE", "STARTING", "RUNNING", "SUCCEEDED"]);
  });

  it("shows the attempt with its container", async () => {
    const { job } = await runOut({
      plan: () => ({
        durationMs: 10,
        outcome: {
          exitCode: 137,
          statusReason: "Essential container in task exited",
          reason: "OutOfMemoryError: x",
        },
      }),
    });
    const container = {
      exitCode: 137,
      reason: "OutOfMemoryError: x",
      taskArn: expect.stringMatching(/^arn:aws:ecs:us-east-1:123456789012:task\/AWSBatch-ce\/[0-9a-f]{32}$/),
      containerInstanceArn: expect.stringContaining(":container-instance/AWSBatch-ce/"),
      logStreamName: expect.stringMatching(/^job\/default\/[0-9a-f]{32}$/),
    };
    expect(job).toMatchObject({
      status: "FAILED",
      container,
      attempts: [
        {
          container,
          startedAt: 1_000_000,
          stoppedAt: 1_000_010,
          statusReason: "Essential container in task exited",
        },
      ],
    });
    expect(job.container?.logStreamName?.split("/").at(-1)).toBe(job.container?.taskArn?.split("/").at(-1));
  });

  it("gives the container Batch's variables, and writes its lines to the job's log stream", async () => {
    const {
      id,
      describe: show,
      requests,
      logLines,
    } = await runOut(
      { plan: () => ({ durationMs: 10, lines: ["one", "", "two"] }) },
      { containerOverrides: { environment: [{ name: "OWN", value: "1" }] } },
    );
    expect(requests[0]).toMatchObject({
      jobId: id,
      attempt: 1,
      platform: "linux/arm64",
      vcpus: 1,
      memoryMiB: 1024,
    });
    expect(requests[0]?.container.environment).toEqual([
      { name: "OWN", value: "1" },
      { name: "AWS_BATCH_JOB_ID", value: id },
      { name: "AWS_BATCH_JOB_ATTEMPT", value: "1" },
      { name: "AWS_BATCH_CE_NAME", value: "ce" },
      { name: "AWS_BATCH_JQ_NAME", value: "queue" },
      { name: "AWS_EXECUTION_ENV", value: "AWS_ECS_EC2" },
    ]);
    // Describing it often leaves it as it is: only what the user gave is shown.
    show(id);
    expect(show(id).container?.environment).toEqual([{ name: "OWN", value: "1" }]);
    const stream = show(id).container?.logStreamName;
    expect(logLines).toEqual([
      { group: "/aws/batch/job", stream, message: "one" },
      { group: "/aws/batch/job", stream, message: "two" },
    ]);
  });

  it("names the log group and stream as the definition's log configuration says", async () => {
    const {
      submit,
      describe: show,
      clock,
      logLines,
      register,
    } = localBatch({
      stack: { logGroups: ["/mine"] },
      plan: () => ({ durationMs: 10, lines: ["x"] }),
    });
    register(
      definition("n".repeat(128), {
        containerProperties: {
          image: "i",
          resourceRequirements: resources(1, 4),
          logConfiguration: {
            logDriver: "awslogs",
            options: { "awslogs-group": "/mine", "awslogs-stream-prefix": "p" },
          },
        },
      }),
    );
    const id = submit({ jobDefinition: "n".repeat(128) });
    await clock.runOut();
    expect(logLines[0]?.group).toBe("/mine");
    expect(show(id).container?.logStreamName).toMatch(/^p\/default\//);
  });

  it("fails with the task's reason when the container cannot be started", async () => {
    const { id, job, statuses } = await runOut({
      plan: () => ({
        durationMs: 0,
        outcome: { statusReason: "Task failed to start", reason: "CannotPullContainerError: no image" },
      }),
    });
    expect(statuses.get(id)).toEqual(["RUNNABLE", "STARTING", "FAILED"]);
    expect(job).toMatchObject({
      statusReason: "Task failed to start",
      container: { reason: "CannotPullContainerError: no image" },
    });
    expect(job.startedAt).toBeUndefined();
    expect(job.attempts?.[0]?.container?.exitCode).toBeUndefined();
  });

  it("survives an executor that throws", async () => {
    const { job } = await runOut({
      plan: () => {
        throw new Error("broken executor");
      },
    });
    expect(job).toMatchObject({ status: "FAILED", container: { reason: "broken executor" } });
  });

  it("stops what runs on shutdown, and waits for it", async () => {
    const {
      submit,
      describe: show,
      clock,
      batch,
    } = localBatch({
      plan: () => ({ durationMs: 1e6, onSigterm: "ignores" }),
    });
    const id = submit();
    await clock.advance(0);
    const closed = batch.shutdown(2000);
    await clock.advance(2000);
    await closed;
    expect(show(id)).toMatchObject({ status: "FAILED", container: { exitCode: 137 } });
    submit();
    await clock.advance(1000);
    expect(show(id).statusReason).toMatch(/^LOCAL:SHUTDOWN/);
  });

  it("fails a job whose command and variables are longer than ECS takes, before it runs", async () => {
    const {
      submit,
      describe: show,
      clock,
      requests,
    } = localBatch({
      stack: {
        jobDefinitions: [
          definition("job", {
            parameters: { config: "{}" },
            containerProperties: {
              image: "i",
              command: ["--config", "Ref::config"],
              resourceRequirements: resources(1, 4),
            },
          }),
        ],
      },
    });
    const small = submit({ parameters: { config: "x".repeat(7500) } });
    const large = submit({ parameters: { config: "x".repeat(8192) } });
    await clock.runOut();
    expect(show(small).status).toBe("SUCCEEDED");
    expect(show(large)).toMatchObject({
      status: "FAILED",
      statusReason: "Container Overrides length must be at most 8192",
      attempts: [],
    });
    expect(requests).toHaveLength(1);
  });
});
