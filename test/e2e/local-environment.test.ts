import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type Docker from "dockerode";
import { SubmitJobCommand, type BatchClient, type JobDetail } from "@aws-sdk/client-batch";
import { paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { execa } from "execa";
import { afterAll, describe, expect, test } from "vitest";
import { awsClients } from "../../cli/local/aws-clients.ts";
import type { AwsClients } from "../../client/aws-clients.ts";
import { isProcessAlive } from "../../host/is-process-alive.mjs";
import { seededRandom } from "../../report/statistics/seeded-random.ts";
import { fleetOf, native, smallConfig } from "../support/configs.ts";
import { dockerForTests, thingsOf } from "../support/docker.ts";
import { gcbenchIn } from "../support/gcbench.ts";
import { jobWithin } from "../support/job-within.ts";
import { needs } from "../support/needs.ts";
import { onlyThorough } from "../support/thorough.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

interface Status {
  readonly endpoint: string;
  readonly region: string;
  readonly pid: number;
  readonly resultsBucket: string;
}

const docker = (await dockerForTests()) as Docker;
const folder = temporaryDirectory("local");
const state = path.join(folder, "state");
const gcbench = gcbenchIn(state);

afterAll(async () => {
  await gcbench(["local", "down"]);
});

describe("gcbench local", () => {
  needs("docker", "aws-cli");

  test("up outlives its command, env points clients at it, down removes it", async () => {
    expect(await gcbench(["local", "env"])).toMatchObject({ exitCode: 3 });
    expect(await gcbench(["local", "up", "--no-provision"])).toMatchObject({ exitCode: 0 });
    const status = await gcbench(["local", "status", "--json"]);
    const { endpoint } = JSON.parse(status.stdout) as { endpoint: string };
    expect(await thingsOf(docker, state)).not.toEqual([]);
    expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);

    const { stdout: exports } = await gcbench(["local", "env"]);
    const shell = `${exports}\naws batch describe-job-queues --query 'jobQueues[].jobQueueName' --output text && aws s3 ls`;
    const { stdout } = await execa("bash", ["-c", shell], { env: { AWS_PAGER: "" } });
    expect(stdout).toMatch(/geos-chem-graviton-queue/);
    expect(stdout).toMatch(/geos-chem-bench-results-000000000000/);

    expect((await gcbench(["local", "up"])).stdout).toMatch(/up already/);
    expect(await gcbench(["local", "down"])).toMatchObject({ exitCode: 0 });
    expect(await thingsOf(docker, state)).toEqual([]);
    expect((await gcbench(["local", "status"])).stdout).toMatch(/Nothing is up/);
  });

  test("killed at random moments it goes on: each job ends once, with each line once, and S3 is as it was", async (context) => {
    onlyThorough(context, "killed environment");
    const crashes = Number(process.env["GCBENCH_CRASHES"] ?? 2);
    const seed = Number(process.env["GCBENCH_CRASH_SEED"] ?? Date.now() % 1_000_000);
    const random = seededRandom(seed);
    console.error(`${crashes} crashes, GCBENCH_CRASH_SEED=${seed}`);
    expect(await gcbench(["local", "up", "--no-provision", "--fresh"])).toMatchObject({ exitCode: 0 });
    let now = await status();
    const Bucket = "crashes";
    const { s3 } = awsClients(now);
    await s3.send(new CreateBucketCommand({ Bucket }));
    const VersioningConfiguration = { Status: "Enabled" } as const;
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));

    const jobs: string[] = [];
    const versions: unknown[] = [];
    for (let crash = 0; crash < crashes; crash++) {
      const clients = awsClients(now);
      jobs.push(await submit(clients.batch, now.resultsBucket));
      const put = new PutObjectCommand({ Bucket, Key: "key", Body: `version ${crash}` });
      const { VersionId, ETag } = await clients.s3.send(put);
      versions.unshift({ VersionId, ETag });
      clients.close();
      await sleep(random.below(4000));
      process.kill(now.pid, "SIGKILL");
      await expect.poll(() => isProcessAlive(now.pid)).toBe(false);
      expect(await gcbench(["local", "up", "--no-provision"])).toMatchObject({ exitCode: 0 });
      now = await status();
    }
    const clients = awsClients(now);
    for (const jobId of jobs) {
      const job = await jobWithin(clients.batch, jobId);
      expect(job, JSON.stringify(job)).toMatchObject({ status: "SUCCEEDED" });
      expect(job.attempts).toHaveLength(1);
      expect(await notOnce(job, clients, now.resultsBucket)).toEqual([]);
    }
    await gcbench(["local", "down"]);
    expect(await thingsOf(docker, state)).toEqual([]);
    expect(await gcbench(["local", "up", "--no-provision"])).toMatchObject({ exitCode: 0 });
    const { Versions } = await awsClients(await status()).s3.send(new ListObjectVersionsCommand({ Bucket }));
    expect(Versions?.map(({ VersionId, ETag }) => ({ VersionId, ETag }))).toEqual(versions);
    await gcbench(["local", "down"]);
  }, 0);

  const status = async (): Promise<Status> =>
    JSON.parse((await gcbench(["local", "status", "--json"])).stdout) as Status;
});

/** A job that takes seconds and writes a result. */
async function submit(batch: BatchClient, bucket: string): Promise<string> {
  const config = smallConfig(native);
  const { jobId = "" } = await batch.send(
    new SubmitJobCommand({
      jobName: "outlives",
      jobQueue: `geos-chem-${fleetOf[native]}-queue`,
      jobDefinition: `geos-chem-${fleetOf[native]}-benchmark`,
      parameters: { configJson: JSON.stringify(config), outputPath: `s3://${bucket}/crashes` },
    }),
  );
  return jobId;
}

/** Lines of the log.txt that the job stored which CloudWatch Logs has more or less often. */
async function notOnce(
  { jobId, container }: JobDetail,
  { logs, s3 }: AwsClients,
  Bucket: string,
): Promise<string[]> {
  const logGroupName = container?.logConfiguration?.options?.["awslogs-group"] ?? "";
  const stream = { logGroupName, logStreamNames: [container?.logStreamName ?? ""] };
  const lines: string[] = [];
  for await (const { events = [] } of paginateFilterLogEvents({ client: logs }, stream))
    lines.push(...events.map(({ message = "" }) => message));
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "crashes/" }));
  const Key = Contents.map((one) => one.Key ?? "").find((key) => key.endsWith(`/${jobId}/1/log.txt`));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const written = ((await Body?.transformToString()) ?? "").split("\n").filter((line) => line !== "");
  expect(written).not.toEqual([]);
  const times = (line: string, of: readonly string[]): number => of.filter((one) => one === line).length;
  return written.filter((line) => times(line, lines) !== times(line, written));
}
