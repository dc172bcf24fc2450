import { setTimeout as sleep } from "node:timers/promises";
import {
  DescribeJobsCommand,
  SubmitJobCommand,
  type BatchClient,
  type JobDetail,
} from "@aws-sdk/client-batch";
import { fleetNames } from "../../../../contract/names.ts";
import { patience } from "../../../support/patience.ts";

/** Submits a benchmark to a fleet as a user would, and waits for its end. */
export async function runJob(client: BatchClient, fleet: string): Promise<JobDetail> {
  const { jobQueue, jobDefinition } = fleetNames(fleet);
  const { jobId = "" } = await client.send(
    new SubmitJobCommand({ jobName: fleet, jobQueue, jobDefinition, parameters: { configJson: "{}" } }),
  );
  return endOfJob(client, jobId);
}

/** The job when it has ended; fails with what it looks like when that takes too long. */
export async function endOfJob(client: BatchClient, jobId: string): Promise<JobDetail> {
  for (const deadline = Date.now() + patience; ; await sleep(50)) {
    const { jobs = [] } = await client.send(new DescribeJobsCommand({ jobs: [jobId] }));
    const [job] = jobs;
    if (job?.status === "SUCCEEDED" || job?.status === "FAILED") return job;
    if (Date.now() > deadline) throw new Error(`The job did not end: ${JSON.stringify(job, null, 1)}`);
  }
}
