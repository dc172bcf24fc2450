import { writeFileSync } from "node:fs";
import path from "node:path";
import { BatchClient, DescribeJobsCommand, ListJobsCommand } from "@aws-sdk/client-batch";
import { CloudWatchLogsClient, GetLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { afterEach, expect, test } from "vitest";
import {
  startLocalBatch,
  type LocalBatch,
  type LocalBatchOptions,
  type SimulatedJob,
} from "../../../../emulator/library/start-local-batch.ts";
import { prepareSmallBatch, runSmallJob } from "../../../support/small-batch.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const closer of closers.splice(0).toReversed()) await closer();
});

async function started(options: LocalBatchOptions = {}): Promise<{ local: LocalBatch; batch: BatchClient }> {
  const local = await startLocalBatch(options);
  const batch = new BatchClient(local);
  closers.push(
    () => local.close(),
    () => batch.destroy(),
  );
  return { local, batch };
}

test("a job runs as the function says, with its log, in a process that has two of them", async () => {
  const seen: SimulatedJob[] = [];
  const first = await started({
    jobs: (job) => {
      seen.push(job);
      return { exitCode: 3, lines: [`saw ${job.command.join(" ")}`] };
    },
  });
  const second = await started({ region: "eu-west-1", accountId: "111122223333" });
  await Promise.all([prepareSmallBatch(first.batch), prepareSmallBatch(second.batch)]);

  const failed = await runSmallJob(first.batch);
  expect(failed).toMatchObject({ status: "FAILED", container: { exitCode: 3 } });
  expect(seen).toMatchObject([
    { jobName: "job", attempt: 1, image: "busybox", command: ["echo", "ozone"], vcpus: 1, memoryMiB: 2048 },
  ]);
  expect(seen[0]?.environment).toMatchObject({ AWS_BATCH_JOB_ID: failed.jobId, AWS_BATCH_JQ_NAME: "queue" });
  const logs = new CloudWatchLogsClient(first.local);
  const logStreamName = failed.container?.logStreamName;
  const { events } = await logs.send(
    new GetLogEventsCommand({ logGroupName: "/aws/batch/job", logStreamName }),
  );
  logs.destroy();
  expect(events?.map(({ message }) => message)).toEqual(["saw echo ozone"]);

  const succeeded = await runSmallJob(second.batch);
  expect(succeeded.status).toBe("SUCCEEDED");
  expect(succeeded.jobArn).toMatch(/^arn:aws:batch:eu-west-1:111122223333:job\//);
  const found = await second.batch.send(new DescribeJobsCommand({ jobs: [failed.jobId ?? ""] }));
  expect(found.jobs).toEqual([]);
});

test("env is for a client in another process", async () => {
  const { local } = await started({ region: "eu-west-1" });
  expect(local.env).toEqual({
    AWS_ENDPOINT_URL: local.endpoint,
    AWS_REGION: "eu-west-1",
    AWS_DEFAULT_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  });
});

test("a folder where nothing can be kept is refused with what to do", async () => {
  const stateFolder = path.join(temporaryDirectory("library"), "file");
  writeFileSync(stateFolder, "");
  await expect(startLocalBatch({ stateFolder })).rejects.toMatchObject({
    code: "state-not-usable",
    message: expect.stringContaining(`Nothing can be kept in ${stateFolder}: E`) as string,
  });
});

test("what is kept in a folder is there for the next one; reset forgets it", async () => {
  const stateFolder = temporaryDirectory("library");
  const first = await started({ stateFolder });
  await prepareSmallBatch(first.batch);
  const { jobId = "" } = await runSmallJob(first.batch);
  await expect(startLocalBatch({ stateFolder })).rejects.toMatchObject({ code: "state-not-usable" });
  await first.local.close();

  const next = await started({ stateFolder });
  const kept = await next.batch.send(new DescribeJobsCommand({ jobs: [jobId] }));
  expect(kept.jobs).toMatchObject([{ status: "SUCCEEDED" }]);
  await next.local.reset();
  const listed = next.batch.send(new ListJobsCommand({ jobQueue: "queue" }));
  await expect(listed).rejects.toThrow("queue");
});

test("STS says the account; what is not there is refused, not waited for", async () => {
  const { local } = await started({ accountId: "111122223333" });
  const sts = new STSClient(local);
  expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: "111122223333" });
  sts.destroy();
  const s3 = new S3Client({ ...local, forcePathStyle: true });
  await expect(s3.send(new ListBucketsCommand({}))).rejects.toMatchObject({
    name: "UnknownOperationException",
    message: expect.stringContaining('does not have the service "s3"'),
  });
  s3.destroy();
});

test("a port that is taken is said so, and nothing of it stays", async () => {
  const { local } = await started();
  const port = Number(new URL(local.endpoint).port);
  await expect(startLocalBatch({ port })).rejects.toMatchObject({ code: "port-in-use" });
});
