import {
  SubmitJobCommand,
  TerminateJobCommand,
  type BatchClient,
  type JobDetail,
} from "@aws-sdk/client-batch";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { BenchmarkConfig } from "../contract/benchmark-config.ts";
import type { JobTarget } from "../contract/choose-fleet.ts";
import { GeosBenchError } from "../contract/errors.ts";
import { isMetricsLine } from "../contract/metric-names.ts";
import type { Submission } from "../contract/submission.ts";
import { logFollower, logPlace } from "./follow-log.ts";
import { hasEnded, waitForJob } from "./wait-for-job.ts";

export interface JobClients {
  readonly batch: BatchClient;
  readonly logs: CloudWatchLogsClient;
}

export interface JobRequest {
  readonly config: BenchmarkConfig;
  readonly target: JobTarget;
  readonly outputPath: string;
  readonly environment: Readonly<Record<string, string>>;
  /** @default - the benchmark's id */
  readonly jobName?: string;
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

/** Submits a job as any AWS Batch client would. */
export async function submitJob(batch: BatchClient, request: Submission): Promise<string> {
  const { jobId } = await batch.send(new SubmitJobCommand(request));
  if (jobId) return jobId;
  throw new GeosBenchError("SubmitJob answered without a job id.", { code: "batch-protocol" });
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
  const unplaceableReason = ({ status, statusReason }: JobDetail): string | null =>
    status === "RUNNABLE" && statusReason?.startsWith("MISCONFIGURATION:") ? statusReason : null;
  try {
    const detail = await waitForJob(batch, jobId, {
      pollMs,
      signal,
      until: (job) => hasEnded(job) || unplaceableReason(job) !== null,
      seen: async (job) => {
        const { status = "", statusReason } = job;
        if (["RUNNING", "SUCCEEDED", "FAILED"].includes(status)) await forwardLog(job);
        if (status + (statusReason ?? "") !== lastStatus) observer.status(status, statusReason);
        lastStatus = status + (statusReason ?? "");
      },
    });
    const unplaceable = unplaceableReason(detail);
    if (unplaceable !== null) await terminate(batch, jobId, "gcbench: no instance can hold this job");
    return { detail, unplaceable };
  } catch (error) {
    if (signal.aborted && terminateOnAbort)
      await terminate(batch, jobId, "local-bench was interrupted").catch(() => undefined);
    throw error;
  }
}

const terminate = (batch: BatchClient, jobId: string, reason: string) =>
  batch.send(new TerminateJobCommand({ jobId, reason }));
