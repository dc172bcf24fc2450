import { randomUUID } from "node:crypto";
import { cpSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DescribeJobDefinitionsCommand, ListJobsCommand } from "@aws-sdk/client-batch";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { useLocal } from "../../../support/local.ts";
import { needs } from "../../../support/needs.ts";
import { workflowPrograms } from "../../../support/python-programs.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";
import { startBatchForWorkflows } from "./batch-for-workflows.ts";

const account = "123456789012";
const queue = `arn:aws:batch:us-east-1:${account}:job-queue/queue`;

/**
 * Their jobs bring along images with themselves in them, which nobody has here: commands of jobs run as processes
 * (test/support/process-executor.ts), with the packages of the client's own environment. All else is as it is.
 */
describe("workflow managers, unmodified, with their jobs in the local Batch and their files in S3", () => {
  const local = useLocal();
  needs("workflows");
  let batch: Awaited<ReturnType<typeof startBatchForWorkflows>>;

  beforeAll(async () => {
    batch = await startBatchForWorkflows({
      ...local.env,
      PATH: [path.join(import.meta.dirname, "image"), workflowPrograms, process.env["PATH"]].join(
        path.delimiter,
      ),
    });
  });
  afterAll(() => batch?.close());

  const jobs = async (named: string) => {
    const request = { jobQueue: queue, filters: [{ name: "JOB_NAME", values: [named] }] };
    const { jobSummaryList = [] } = await batch.client.send(new ListJobsCommand(request));
    return jobSummaryList;
  };

  test("redun: an array of tasks, and an error that comes back", async () => {
    const folder = workFolder("redun");
    writeFileSync(
      path.join(folder, "redun.ini"),
      `[backend]
db_uri = sqlite:///:memory:
[executors.batch]
type = aws_batch
image = image-with-redun
queue = queue
s3_scratch = s3://${local.bucket}/redun/${randomUUID()}/
min_array_size = 2
job_monitor_interval = 0.2
job_stale_time = 5.0
`,
    );
    const { stdout, stderr } = await run("redun", ["--config", ".", "run", "workflow.py", "main"], folder);
    expect(stdout, stderr).toContain("[40, 42, 'ZeroDivisionError: division by zero']");
    const all = await jobs("redun-job-*");
    expect(all).toHaveLength(2);
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set(["FAILED", "SUCCEEDED"]));
    expect(all.find(({ arrayProperties }) => arrayProperties)).toMatchObject({
      arrayProperties: { size: 2 },
    });
  });

  test("Snakemake's executor aws-batch: a rule whose file comes from S3 and goes there", async () => {
    const folder = workFolder("snakemake");
    const prefix = `snakemake/${randomUUID()}`;
    const given = { Bucket: local.bucket, Key: `${prefix}/numbers.txt`, Body: "17\n38\n" };
    await local.clients.s3.send(new PutObjectCommand(given));
    const { all } = await run(
      "snakemake",
      [
        ["--executor", "aws-batch", "--jobs", "2", "--container-image", "image-with-snakemake"],
        ["--aws-batch-region", "us-east-1", "--aws-batch-job-queue", queue],
        ["--aws-batch-job-role", `arn:aws:iam::${account}:role/job`],
        ["--default-storage-provider", "s3", "--default-storage-prefix", `s3://${local.bucket}/${prefix}`],
        ["--storage-s3-endpoint-url", batch.env["AWS_ENDPOINT_URL"] ?? ""],
      ].flat(),
      folder,
    );
    const stored = { Bucket: local.bucket, Key: `${prefix}/total.txt` };
    const { Body } = await local.clients.s3.send(new GetObjectCommand(stored));
    expect(await Body?.transformToString(), all).toBe("55\n");
    const done = await jobs("snakejob-*");
    expect(done.map(({ status }) => status)).toEqual(["SUCCEEDED"]);
    // It deregisters what it has registered.
    const active = await batch.client.send(new DescribeJobDefinitionsCommand({ status: "ACTIVE" }));
    expect(active.jobDefinitions?.map(({ jobDefinitionName }) => jobDefinitionName)).not.toContainEqual(
      expect.stringMatching(/^snakejob/),
    );
  });

  function workFolder(name: string): string {
    const folder = temporaryDirectory(name);
    cpSync(path.join(import.meta.dirname, name), folder, { recursive: true });
    return folder;
  }

  const run = (program: string, args: readonly string[], cwd: string) =>
    execa(path.join(workflowPrograms, program), args, { cwd, env: batch.env, extendEnv: false, all: true });
});
