import { setTimeout as sleep } from "node:timers/promises";
import {
  DescribeJobsCommand,
  SubmitJobCommand,
  TerminateJobCommand,
  type BatchClient,
  type JobDetail,
  type ResourceRequirement,
  type SubmitJobCommandInput,
} from "@aws-sdk/client-batch";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { BenchmarkConfig } from "../contract/benchmark-config.ts";
import { GeosBenchError } from "../contract/errors.ts";
import { isMetricsLine } from "../contract/metric-names.ts";
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

interface JobObserver {
  status(status: string, reason: string | undefined): void;
  log(line: string): void;
}

/** How a job is waited for. */
export interface Waiting {
  readonly observer: JobObserver;
  readonly signal: AbortSignal;
  /** Between two questions; AWS limits how often it may be asked. */
  readonly pollMs: number;
  /** Whether an aborted signal terminates the job, or only the wait. */
  readonly terminateOnAbort: boolean;
}

/** Submits one benchmark as any AWS Batch client would; the request is what the config claims. */
export async function submitJob(batch: BatchClient, request: JobRequest): Promise<string> {
  const { jobId } = await batch.send(new SubmitJobCommand(submission(request)));
  if (jobId) return jobId;
  throw new GeosBenchError("SubmitJob answered without a job id.", { code: "batch-protocol" });
}

/** The request of SubmitJob. */
export function submission({ config, fleet, outputPath, environment }: JobRequest): SubmitJobCommandInput {
  const { vcpus, memory_gb: memoryGiB } = config.hardware;
  const memoryMiB = Math.round(memoryGiB * 1024);
  const resourceRequirements: ResourceRequirement[] = [
    ...(vcpus === fleet.requests?.vcpus ? [] : [{ type: "VCPU" as const, value: String(vcpus) }]),
    ...(memoryMiB === fleet.requests?.memoryMiB
      ? []
      : [{ type: "MEMORY" as const, value: String(memoryMiB) }]),
  ];
  const variables = Object.entries(environment).map(([name, value]) => ({ name, value }));
  const containerOverrides = {
    ...(resourceRequirements.length > 0 && { resourceRequirements }),
    ...(variables.length > 0 && { environment: variables }),
  };
  return {
    jobName: config.id,
    jobQueue: fleet.queue,
    jobDefinition: fleet.jobDefinition,
    parameters: { configJson: JSON.stringify(config), outputPath },
    ...(Object.keys(containerOverrides).length > 0 && { containerOverrides }),
  };
}

/**
 * Follows a job to its end. A job that no instance can ever hold is terminated, since AWS would leave it RUNNABLE for
 * good. An aborted signal rejects.
 */
export async function followJob(
  { batch, logs }: JobClients,
  jobId: string,
  { observer, signal, pollMs, terminateOnAbort }: Waiting,
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
        await terminate(batch, jobId, "gcbench: no instance can hold this job");
        return { detail, unplaceable: statusReason };
      }
      await sleep(pollMs, undefined, { signal });
    }
  } catch (error) {
    if (signal.aborted && terminateOnAbort)
      await terminate(batch, jobId, "local-bench was interrupted").catch(() => undefined);
    throw error;
  }
}

const terminate = (batch: BatchClient, jobId: string, reason: string) =>
  batch.send(new TerminateJobCommand({ jobId, reason }));

async function describeJob(batch: BatchClient, jobId: string): Promise<JobDetail> {
  const { jobs } = await batch.send(new DescribeJobsCommand({ jobs: [jobId] }));
  const [job] = jobs ?? [];
  if (job) return job;
  throw new GeosBenchError(`Job ${jobId} is not known to AWS Batch any more.`, {
    code: "job-lost",
    hint: "If it was the local one: it was restarted meanwhile, and its jobs live in memory only. Run it again.",
  });
}
