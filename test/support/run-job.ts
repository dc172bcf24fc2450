import {
  SubmitJobCommand,
  TerminateJobCommand,
  type ContainerOverrides,
  type JobDetail,
} from "@aws-sdk/client-batch";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { logFollower, logPlace } from "../../client/follow-log.ts";
import { describeJob as clientDescribeJob } from "../../client/wait-for-job.ts";
import { jobWithin } from "./job-within.ts";
import type { useLocal } from "./local.ts";

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

export const describeJob = ({ clients }: Local, jobId: string): Promise<JobDetail> =>
  clientDescribeJob(clients.batch, jobId);

/** Waits until `holds`, then returns the job; fails with what the job looks like when that takes too long. */
export const jobWhen = (
  { clients }: Local,
  jobId: string,
  holds: (job: JobDetail) => boolean,
): Promise<JobDetail> => jobWithin(clients.batch, jobId, holds);

export { hasEnded as ended } from "../../client/wait-for-job.ts";

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
