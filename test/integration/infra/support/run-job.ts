import { SubmitJobCommand, type BatchClient, type JobDetail } from "@aws-sdk/client-batch";
import { fleetNames } from "../../../../contract/names.ts";
import { jobWithin } from "../../../support/job-within.ts";

/** Submits a benchmark to a fleet as a user would, and waits for its end. */
export async function runJob(client: BatchClient, fleet: string, prefix?: string): Promise<JobDetail> {
  const { jobQueue, jobDefinition } = fleetNames(fleet, prefix);
  const { jobId = "" } = await client.send(
    new SubmitJobCommand({ jobName: fleet, jobQueue, jobDefinition, parameters: { configJson: "{}" } }),
  );
  return jobWithin(client, jobId);
}
