import { type BatchClient, SubmitJobCommand } from "@aws-sdk/client-batch";
import { waitForJob } from "../../client/wait-for-job.ts";

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
  const job = await waitForJob(batch, jobId, { pollMs: 5 });
  if (job.status === "SUCCEEDED") return;
  throw new Error(`The job failed: ${job.statusReason} ${job.container?.reason ?? ""}`);
}
