import { setTimeout as sleep } from "node:timers/promises";
import {
  DescribeJobsCommand,
  SubmitJobCommand,
  TerminateJobCommand,
  type BatchClient,
  type JobDetail,
} from "@aws-sdk/client-batch";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { BenchmarkConfig } from "../../contract/benchmark-config.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { isMetricsLine } from "../../contract/metric-names.ts";
import type { Fleet } from "./find-fleet.ts";
import { logFollower, logPlace } from "./follow-log.ts";

export interface JobClients {
  readonly batch: BatchClient;
  readonly logs: CloudWatchLogsClient;
}

export interface JobRequest {
  readonly config: BenchmarkConfig;
  readonly fleet: Fleet;
  readonly outputPath: string;
  readonly environment: Readonly<Record<string, string>>;
}

export interface JobObserver {
  status(status: string, reason: string | undefined): void;
  log(line: string): void;
}

const pollMs = 200;

/** Submits one benchmark as any AWS Batch client would; the request is what the config claims. */
export async function submitJob(
  batch: BatchClient,
  { config, fleet, outputPath, environment }: JobRequest,
): Promise<string> {
  const { jobId } = await batch.send(
    new SubmitJobCommand({
      jobName: config.id,
      jobQueue: fleet.queue,
      jobDefinition: fleet.jobDefinition,
      parameters: { configJson: JSON.stringify(config), outputPath },
      containerOverrides: {
        resourceRequirements: [
          { type: "VCPU", value: String(config.hardware.vcpus) },
          { type: "MEMORY", value: String(Math.round(config.hardware.memory_gb * 1024)) },
        ],
        environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
      },
    }),
  );
  if (jobId) return jobId;
  throw new GeosBenchError("SubmitJob answered without a job id.", { code: "batch-protocol" });
}

/**
 * Follows a job to its end. A job that no instance can ever hold is terminated, since AWS would leave it RUNNABLE for
 * good. An aborted signal terminates the job too, and rejects.
 */
export async function followJob(
  { batch, logs }: JobClients,
  jobId: string,
  observer: JobObserver,
  signal: AbortSignal,
): Promise<{ detail: JobDetail; unplaceable: string | null }> {
  let lastStatus = "";
  let follower: { stream: string; newLines: () => Promise<string[]> } | undefined;
  const forwardLog = async (detail: JobDetail) => {
    const place = logPlace(detail);
    if (!place) return;
    // A retried job logs to a new stream.
    if (follower?.stream !== place.stream)
      follower = { stream: place.stream, newLines: logFollower(logs, place) };
    for (const line of await follower.newLines()) if (!isMetricsLine(line)) observer.log(line);
  };
  try {
    for (;;) {
      const detail = await describeJob(batch, jobId);
      const { status = "", statusReason } = detail;
      if (["RUNNING", "SUCCEEDED", "FAILED"].includes(status)) await forwardLog(detail);
      if (status + (statusReason ?? "") !== lastStatus) observer.status(status, statusReason);
      lastStatus = status + (statusReason ?? "");
      if (status === "SUCCEEDED" || status === "FAILED") return { detail, unplaceable: null };
      if (status === "RUNNABLE" && statusReason?.startsWith("MISCONFIGURATION:")) {
        await terminate(batch, jobId, "local-bench: no instance can hold this job");
        return { detail, unplaceable: statusReason };
      }
      await sleep(pollMs, undefined, { signal });
    }
  } catch (error) {
    if (signal.aborted) await terminate(batch, jobId, "local-bench was interrupted").catch(() => undefined);
    throw error;
  }
}

const terminate = (batch: BatchClient, jobId: string, reason: string) =>
  batch.send(new TerminateJobCommand({ jobId, reason }));

async function describeJob(batch: BatchClient, jobId: string): Promise<JobDetail> {
  const { jobs } = await batch.send(new DescribeJobsCommand({ jobs: [jobId] }));
  const [job] = jobs ?? [];
  if (job) return job;
  throw new GeosBenchError(`Job ${jobId} is not known to the local AWS Batch any more.`, {
    code: "job-lost",
    hint: "The local environment was restarted meanwhile; its jobs live in memory only. Run it again.",
  });
}
