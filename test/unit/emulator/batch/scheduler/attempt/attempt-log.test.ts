import type { LogConfiguration } from "@aws-sdk/client-batch";
import { describe, expect, it } from "vitest";
import type { Validated } from "../../../../../../emulator/model/validated.ts";
import type { SimulatedRun } from "../../../../../../emulator/executor/simulated-executor.ts";
import { definition, localBatch, resources } from "../../local-batch.ts";

/** A job of a definition with that log configuration, run to its end. */
async function runLogging(
  logConfiguration?: Validated<LogConfiguration>,
  { plan = {}, logGroups = [] }: { plan?: Partial<SimulatedRun>; logGroups?: string[] } = {},
) {
  const containerProperties = { image: "i", resourceRequirements: resources(1, 4) };
  const batch = localBatch({
    stack: {
      logGroups,
      jobDefinitions: [
        definition("job", {
          containerProperties: logConfiguration
            ? { ...containerProperties, logConfiguration }
            : containerProperties,
        }),
      ],
    },
    plan: () => ({ durationMs: 10, ...plan }),
  });
  const id = batch.submit();
  await batch.clock.runOut();
  const job = batch.describe(id);
  return { ...batch, id, job, stream: job.container?.logStreamName };
}

const awslogs = (options: Record<string, string>) => ({ logDriver: "awslogs" as const, options });

describe("the log stream of an attempt", () => {
  it("is there when the job is RUNNING, before its first line (aws/aws-cdk#25675)", async () => {
    const { batch, submit, clock, logStreams, logLines } = localBatch();
    const seen: unknown[] = [];
    batch.events.on("jobStateChange", ({ detail: { status, container } }) => {
      if (status === "RUNNING")
        seen.push({ named: container?.logStreamName, made: logStreams.at(-1)?.stream });
    });
    submit();
    await clock.runOut();
    expect(seen).toEqual([{ named: expect.any(String), made: logStreams[0]?.stream }]);
    expect(logStreams).toHaveLength(1);
    expect(logLines).toEqual([]);
  });

  it("is named by a task that failed to start, and is not there (nextstrain/cli#405)", async () => {
    const outcome = { statusReason: "Task failed to start", reason: "CannotPullContainerError: no image" };
    const { job, stream, logStreams } = await runLogging(undefined, { plan: { outcome } });
    expect(stream).toMatch(/^job\/default\/[0-9a-f]{32}$/);
    expect(job.attempts?.[0]?.container?.logStreamName).toBe(stream);
    expect(logStreams).toEqual([]);
  });

  it("has no name yet while the job is STARTING", async () => {
    const { submit, describe: show, clock } = localBatch({ plan: () => ({ startMs: 1000, durationMs: 1 }) });
    const id = submit();
    await clock.advance(0);
    expect(show(id)).toMatchObject({ status: "STARTING" });
    expect(show(id).container?.logStreamName).toBeUndefined();
  });
});

describe("the log group", () => {
  it("that is missing fails the start, in ECS's words (ryfeus/stepfunctions2processing#5)", async () => {
    const { job, statuses, id, logStreams } = await runLogging(awslogs({ "awslogs-group": "/gone" }));
    expect(job).toMatchObject({
      status: "FAILED",
      statusReason: "Task failed to start",
      container: {
        reason:
          "CannotStartContainerError: Error response from daemon: failed to initialize logging driver: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.",
      },
    });
    expect(statuses.get(id)).not.toContain("RUNNING");
    expect(logStreams).toEqual([]);
  });

  it.each([
    [
      "is made with awslogs-create-group",
      awslogs({ "awslogs-group": "/new", "awslogs-create-group": "true" }),
      "/new",
    ],
    ["of Batch is made by itself", awslogs({}), "/aws/batch/job"],
    ["of Batch is made by itself, named", awslogs({ "awslogs-group": "/aws/batch/job" }), "/aws/batch/job"],
  ])("%s", async (_, configuration, group) => {
    const { job, stream, logStreams } = await runLogging(configuration);
    expect(job.status).toBe("SUCCEEDED");
    expect(logStreams).toEqual([{ group, stream }]);
  });

  it("is needed with awslogs-create-group false", async () => {
    const { job } = await runLogging(awslogs({ "awslogs-group": "/new", "awslogs-create-group": "false" }));
    expect(job.status).toBe("FAILED");
  });
});

it.each(["json-file", "syslog", "splunk", "awsfirelens"] as const)(
  "driver %s brings nothing to CloudWatch Logs",
  async (logDriver) => {
    const { job, stream, logStreams, logLines } = await runLogging({ logDriver }, { plan: { lines: ["x"] } });
    expect(job.status).toBe("SUCCEEDED");
    expect(stream).toBeUndefined();
    expect([logStreams, logLines]).toEqual([[], []]);
  },
);
