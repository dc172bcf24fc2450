import { setTimeout as sleep } from "node:timers/promises";
import { type BatchClient, DescribeJobsCommand, SubmitJobCommand } from "@aws-sdk/client-batch";

/** From SubmitJob until DescribeJobs says SUCCEEDED; rejects when the job fails. */
export async function runJob(
  batch: BatchClient,
  fleet: "graviton" | "x86",
  parameters: { readonly configJson: string; readonly outputPath: string },
): Promise<void> {
  const { jobId = "" } = await batch.send(
    new SubmitJobCommand({
      jobName: "bench",
      jobQueue: `geos-chem-${fleet}-queue`,
      jobDefinition: `geos-chem-${fleet}-benchmark`,
      parameters,
    }),
  );
  for (;;) {
    const { jobs: [job] = [] } = await batch.send(new DescribeJobsCommand({ jobs: [jobId] }));
    if (job?.status === "SUCCEEDED") return;
    if (job?.status === "FAILED")
      throw new Error(`The job failed: ${job.statusReason} ${job.container?.reason ?? ""}`);
    await sleep(5);
  }
}
