import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { JobDetail } from "@aws-sdk/client-batch";
import type { S3Client } from "@aws-sdk/client-s3";
import { exitName } from "../contract/exit-codes.ts";
import { findRecoveryRecord } from "../contract/recovery-record.ts";
import { attemptPrefix, resultFiles } from "../contract/result-layout.ts";
import { joinKey, parseS3Url } from "../contract/s3-url.ts";
import { fetchResult } from "./fetch-result.ts";
import { jobRecordOf, jobRecordText, storeJobRecord } from "./job-record.ts";
import { submission } from "../contract/submission.ts";
import { followJob, submitJob, type JobClients, type JobRequest, type Waiting } from "./run-job.ts";
import type { RunOutcome } from "./run-outcome.ts";
import { writeRecovered } from "./write-recovered.ts";

/** A job that was submitted: `since` is `performance.now()` of then. */
export interface SubmittedJob {
  readonly request: JobRequest;
  readonly jobId: string;
  readonly since: number;
}

type Clients = JobClients & { readonly s3: S3Client };
type Wait = Waiting & { readonly outputDir: string };

/** One benchmark from SubmitJob to the verified copy of its result below `outputDir`. */
export async function runBenchmark(clients: Clients, request: JobRequest, wait: Wait): Promise<RunOutcome> {
  const since = performance.now();
  // Before there is a job: its result could not be fetched.
  parseS3Url(request.outputPath);
  const jobId = await submitJob(clients.batch, submission(request));
  return awaitBenchmark(clients, { request, jobId, since }, wait);
}

/** The same from where it is submitted. */
export async function awaitBenchmark(
  clients: Clients,
  { request, jobId, since }: SubmittedJob,
  { outputDir, ...waiting }: Wait,
): Promise<RunOutcome> {
  const { observer } = waiting;
  // Kept only to recover a result that the runner could not store.
  let recoveryLog = "";
  const log = (line: string) => {
    if (line.startsWith("GCBENCH-RECOVER")) recoveryLog = line;
    observer.log(line);
  };
  const { detail, unplaceable } = await followJob(clients, jobId, {
    ...waiting,
    observer: { ...observer, log },
  });
  const attempt = Math.max(1, detail.attempts?.length ?? 1);
  const relative = attemptPrefix({ benchmarkId: request.config.id, jobId, attempt });
  const { bucket, key } = parseS3Url(request.outputPath);
  const prefix = joinKey(key, relative);
  const directory = path.join(outputDir, relative);
  const result = unplaceable
    ? { missing: "the job never ran", recoveredTo: null }
    : await fetchResult(clients.s3, { bucket, prefix }, directory).catch(async (error: Error) => ({
        missing: error.message,
        recoveredTo: await recover(recoveryLog, directory),
      }));
  if (!("missing" in result)) {
    const record = jobRecordOf(detail, attempt);
    await writeFile(path.join(directory, resultFiles.job), jobRecordText(record));
    // The result is complete without it; whoever may only read the bucket keeps it here.
    await storeJobRecord(clients.s3, { bucket, prefix }, record).catch((error: Error) =>
      observer.log(`${resultFiles.job} is not stored beside the result: ${error.message}`),
    );
  }
  return {
    config: request.config,
    target: request.target,
    jobId,
    status: unplaceable
      ? "not-placeable"
      : detail.status === "SUCCEEDED" && !("missing" in result)
        ? "succeeded"
        : "failed",
    reason: unplaceable ?? describeEnd(detail),
    exitCode: detail.container?.exitCode ?? null,
    jobWallSeconds: (performance.now() - since) / 1000,
    detail,
    result,
  };
}

async function recover(log: string, directory: string): Promise<string | null> {
  const record = findRecoveryRecord(log);
  if (!record) return null;
  await writeRecovered(record, directory);
  return directory;
}

function describeEnd({ statusReason, container, attempts = [] }: JobDetail): string {
  const code = container?.exitCode;
  const name = code === undefined ? undefined : exitName(code);
  const exit = code === undefined ? undefined : `exit code ${code}${name ? ` (${name})` : ""}`;
  const tries = attempts.length > 1 ? `${attempts.length} attempts` : undefined;
  return [statusReason, container?.reason, exit, tries].filter(Boolean).join("; ");
}
