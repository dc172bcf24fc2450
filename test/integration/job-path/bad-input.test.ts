import { CreateBucketCommand, DeleteBucketCommand, GetObjectCommand } from "@aws-sdk/client-s3";
import {
  CreateJobQueueCommand,
  DescribeJobQueuesCommand,
  RegisterJobDefinitionCommand,
  type JobDetail,
} from "@aws-sdk/client-batch";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { exitCodes } from "../../../contract/exit-codes.ts";
import { findRecoveryRecord } from "../../../contract/recovery-record.ts";
import { result } from "../../../contract/result.ts";
import { smallConfig } from "../../support/configs.ts";
import { gcbenchIn } from "../../support/gcbench.ts";
import { useLocal } from "../../support/local.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import {
  describeJob,
  ended,
  jobWhen,
  keysBelow,
  logOf,
  submit,
  terminate,
  type JobInputs,
} from "../../support/run-job.ts";

interface Ended {
  readonly job: JobDetail;
  readonly outputPath: string;
  readonly log: string;
}

describe("a job with bad input", () => {
  const local = useLocal();
  const fresh = () => `s3://${local.bucket}/bad-${randomUUID().slice(0, 8)}`;
  const run = async (configJson: string, more: Partial<JobInputs> = {}): Promise<Ended> => {
    const outputPath = more.outputPath ?? fresh();
    const job = await jobWhen(local, await submit(local, { configJson, outputPath, ...more }), ended);
    return { job, outputPath, log: await logOf(local, job) };
  };

  test.for([
    ["malformed JSON", (): string => '{"id":"x",', /not JSON/],
    [
      "an unknown key",
      (): string => JSON.stringify(smallConfig("x86_64", { colour: 1 })),
      /unknown key "colour"/,
    ],
    [
      "a negative duration",
      (): string => JSON.stringify(smallConfig("x86_64", { duration: { days: -1 } })),
      /duration\.days: given -1/,
    ],
    [
      "c7g with x86_64",
      (): string => {
        const config = smallConfig("arm64");
        return JSON.stringify({
          ...config,
          hardware: { ...(config.hardware as object), architecture: "x86_64" },
        });
      },
      /hardware\.architecture: given "x86_64", c7g\.4xlarge is arm64/,
    ],
  ] as const)("%s: one message, exit code 10, nothing stored", async ([, configJson, message]) => {
    const { job, outputPath, log } = await run(configJson());
    expect(job.status).toBe("FAILED");
    expect(job.container?.exitCode).toBe(exitCodes.invalidConfig);
    expect(log).toMatch(message);
    expect(await keysBelow(local, outputPath)).toEqual([]);
  });

  test("a missing bucket is found before computing: exit code 11", async () => {
    const { job, log } = await run(JSON.stringify(smallConfig("x86_64")), {
      outputPath: "s3://no-such-bucket-here/x",
    });
    expect(job.container?.exitCode).toBe(exitCodes.outputNotUsable);
    expect(log).toMatch(/no-such-bucket-here/);
    expect(log).not.toContain("X-HRS:");
  });

  test("a bucket removed while computing: exit code 14, the result is recoverable from the log", async () => {
    const Bucket = `gone-${randomUUID()}`;
    await local.clients.s3.send(new CreateBucketCommand({ Bucket }));
    const config = smallConfig("x86_64", { duration: { hours: 16 }, workload: { tracers: 21 } });
    const jobId = await submit(local, {
      configJson: JSON.stringify(config),
      outputPath: `s3://${Bucket}/out`,
    });
    await expect
      .poll(async () =>
        logOf(
          local,
          await jobWhen(local, jobId, ({ status }) => status === "RUNNING" || status === "FAILED"),
        ),
      )
      .toContain("X-HRS:");
    await local.clients.s3.send(new DeleteBucketCommand({ Bucket }));
    const job = await jobWhen(local, jobId, ended);
    expect(job.container?.exitCode).toBe(exitCodes.resultNotStored);
    const record = findRecoveryRecord(await logOf(local, job));
    expect(record?.destination).toBe(`s3://${Bucket}/out/${config.id}/${jobId}/1`);
    const recovered = result.parse(JSON.parse(record?.objects["results.json"] ?? ""));
    expect(recovered).toMatchObject({
      benchmark_id: config.id,
      outcome: "succeeded",
      flags: { valid: true },
    });

    const output = temporaryDirectory();
    const done = await gcbenchIn(output)(["recover", jobId, "--output", output], local.env);
    expect(done).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(`aws s3 cp --recursive`) });
    const file = path.join(output, config.id, jobId, "1", "results.json");
    expect(result.parse(JSON.parse(readFileSync(file, "utf8")))).toEqual(recovered);
  });

  test("a crash of the workload: exit code 12, stored as failed with its signal", async () => {
    const environment = [{ name: "CTM_PROXY_FAULT", value: "crash" }];
    const { job, outputPath } = await run(JSON.stringify(smallConfig("x86_64")), {
      overrides: { environment },
    });
    expect(job.container?.exitCode).toBe(exitCodes.workloadFailed);
    const stored = await storedResult(outputPath);
    expect(stored).toMatchObject({ outcome: "workload-failed", flags: { valid: false } });
    expect(stored.samples[0]).toMatchObject({ signal: "SIGSEGV", outcome: "failed" });
  });

  test("a failed check: exit code 13, stored and marked invalid", async () => {
    const environment = [{ name: "CTM_PROXY_FAULT", value: "mass" }];
    const { job, outputPath } = await run(JSON.stringify(smallConfig("x86_64")), {
      overrides: { environment },
    });
    expect(job.container?.exitCode).toBe(exitCodes.verificationFailed);
    const stored = await storedResult(outputPath);
    expect(stored).toMatchObject({
      outcome: "verification-failed",
      flags: { valid: false },
      verification: { passed: false },
    });
    const failed = stored.verification?.checks.filter(({ passed }) => !passed).map(({ name }) => name);
    expect(failed).toContain("run 0: mass_drift");
  });

  test("an image of the wrong architecture is refused before it starts", async () => {
    const image = local.jobImages["linux/amd64"];
    const { jobDefinitionArn } = await local.clients.batch.send(
      new RegisterJobDefinitionCommand({
        jobDefinitionName: "wrong-architecture",
        type: "container",
        containerProperties: {
          image,
          command: ["--version"],
          resourceRequirements: [
            { type: "VCPU", value: "1" },
            { type: "MEMORY", value: "512" },
          ],
        },
      }),
    );
    const jobId = await submit(local, {
      configJson: "-",
      outputPath: "-",
      fleet: "graviton",
      jobDefinition: jobDefinitionArn,
    });
    const job = await jobWhen(local, jobId, ended);
    expect(job.statusReason).toBe("Task failed to start");
    expect(job.container?.reason).toMatch(/CannotPullContainerError: .*amd64.*arm64/);
  });

  test("a job larger than its instance stays RUNNABLE with AWS's reason, and blocks the queue behind it", async () => {
    // A queue of its own: what it blocks is nobody else's.
    const { jobQueueArn: jobQueue = "" } = await local.clients.batch.send(
      new CreateJobQueueCommand({
        jobQueueName: `blocked-${randomUUID()}`,
        priority: 1,
        computeEnvironmentOrder: [{ order: 1, computeEnvironment: "geos-chem-x86" }],
      }),
    );
    const queues = new DescribeJobQueuesCommand({ jobQueues: [jobQueue] });
    await expect
      .poll(async () => (await local.clients.batch.send(queues)).jobQueues?.[0]?.status)
      .toBe("VALID");
    const large = { configJson: JSON.stringify(smallConfig("x86_64")), outputPath: fresh(), jobQueue };
    const resourceRequirements = [
      { type: "VCPU" as const, value: "16" },
      { type: "MEMORY" as const, value: "32768" },
    ];
    const jobId = await submit(local, { ...large, overrides: { resourceRequirements } });
    const behind = await submit(local, { ...large });
    const job = await jobWhen(local, jobId, ({ statusReason }) => statusReason !== undefined);
    expect(job).toMatchObject({
      status: "RUNNABLE",
      statusReason:
        "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - The job resource requirement (vCPU/memory/GPU) is higher than that can be met by the CE(s) attached to the job queue.",
    });
    // It may have come after the pass in which the other one was found to be too large.
    await jobWhen(local, behind, ({ status }) => status === "RUNNABLE");
    await terminate(local, jobId);
    expect(await jobWhen(local, behind, ended)).toMatchObject({ status: "SUCCEEDED" });
    expect(await describeJob(local, jobId)).toMatchObject({
      status: "FAILED",
      statusReason: "the test is over",
    });
  });

  async function storedResult(outputPath: string) {
    const key = (await keysBelow(local, outputPath)).find((name) => name.endsWith("results.json"));
    const { Body } = await local.clients.s3.send(new GetObjectCommand({ Bucket: local.bucket, Key: key }));
    return result.parse(JSON.parse((await Body?.transformToString()) ?? ""));
  }
});
