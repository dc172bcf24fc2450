import {
  DescribeJobsCommand,
  SubmitJobCommand,
  TerminateJobCommand,
  type ContainerOverrides,
  type JobDetail,
} from "@aws-sdk/client-batch";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { setTimeout as sleep } from "node:timers/promises";
import { logFollower, logPlace } from "../../client/follow-log.ts";
import type { useLocal } from "./local.ts";
import { patience } from "./patience.ts";

type Local = ReturnType<typeof useLocal>;

export interface JobInputs {
  readonly configJson: string;
  readonly outputPath: string;
  readonly fleet?: "graviton" | "x86";
  /** The fleet's own by default. */
  readonly jobQueue?: string;
  readonly jobDefinition?: string;
  readonly overrides?: ContainerOverrides;
}

export async function submit({ clients }: Local, inputs: JobInputs): Promise<string> {
  const { configJson, outputPath, fleet = "x86", overrides } = inputs;
  const { jobId = "" } = await clients.batch.send(
    new SubmitJobCommand({
      jobName: "test",
      jobQueue: inputs.jobQueue ?? `geos-chem-${fleet}-queue`,
      jobDefinition: inputs.jobDefinition ?? `geos-chem-${fleet}-benchmark`,
      parameters: { configJson, outputPath },
      containerOverrides: overrides,
    }),
  );
  return jobId;
}

export async function describeJob({ clients }: Local, jobId: string): Promise<JobDetail> {
  const { jobs = [] } = await clients.batch.send(new DescribeJobsCommand({ jobs: [jobId] }));
  const [job] = jobs;
  if (!job) throw new Error(`There is no job ${jobId}`);
  return job;
}

/** Waits until `holds`, then returns the job; fails with what the job looks like when that takes too long. */
export async function jobWhen(
  local: Local,
  jobId: string,
  holds: (job: JobDetail) => boolean,
): Promise<JobDetail> {
  const deadline = Date.now() + patience;
  for (;;) {
    const job = await describeJob(local, jobId);
    if (holds(job)) return job;
    if (Date.now() > deadline) throw new Error(`Job did not get there: ${JSON.stringify(job, null, 1)}`);
    await sleep(50);
  }
}

export const ended = ({ status }: JobDetail): boolean => status === "SUCCEEDED" || status === "FAILED";

export async function logOf({ clients }: Local, job: JobDetail): Promise<string> {
  const place = logPlace(job);
  return place ? (await logFollower(clients.logs, place)()).join("\n") : "";
}

export async function keysBelow({ clients }: Local, uri: string): Promise<string[]> {
  const [, , Bucket = "", ...rest] = uri.split("/");
  const { Contents = [] } = await clients.s3.send(
    new ListObjectsV2Command({ Bucket, Prefix: rest.join("/") }),
  );
  return Contents.map(({ Key = "" }) => Key);
}

export async function terminate({ clients }: Local, jobId: string): Promise<void> {
  await clients.batch.send(new TerminateJobCommand({ jobId, reason: "the test is over" }));
}
