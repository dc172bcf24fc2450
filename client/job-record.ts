import type { JobDetail } from "@aws-sdk/client-batch";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { jobRecordSchemaVersion, type JobRecord } from "../contract/job-record.ts";
import { unknownBecause } from "../contract/observed.ts";
import { resultFiles } from "../contract/result-layout.ts";

/** What DescribeJobs says of an ended job, as `job.json` has it. */
export function jobRecordOf(detail: JobDetail, attempt: number, now: Date = new Date()): JobRecord {
  const attempts = (detail.attempts ?? []).map(({ startedAt, stoppedAt, statusReason, container }) => ({
    started_at: instant(startedAt, "it did not start"),
    stopped_at: instant(stoppedAt, "Batch does not say"),
    exit_code: container?.exitCode ?? null,
    reason: container?.reason ?? statusReason ?? null,
  }));
  const none = unknownBecause("Batch does not name this attempt");
  const { started_at = none, stopped_at = none } = attempts[attempt - 1] ?? {};
  return {
    schema_version: jobRecordSchemaVersion,
    job_id: detail.jobId ?? "",
    attempt,
    recorded_at: now.toISOString(),
    queue: detail.jobQueue ?? "",
    definition: detail.jobDefinition ?? "",
    submitted_at: instant(detail.createdAt, "Batch does not say"),
    started_at,
    stopped_at,
    attempts,
  };
}

/** Writes `job.json` beside a result; a later one replaces it, since Batch itself does not change its mind. */
export async function storeJobRecord(
  s3: S3Client,
  { bucket, prefix }: { readonly bucket: string; readonly prefix: string },
  record: JobRecord,
): Promise<void> {
  await s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: `${prefix}/${resultFiles.job}`,
      Body: jobRecordText(record),
      ContentType: "application/json",
    }),
  );
}

export const jobRecordText = (record: JobRecord): string => `${JSON.stringify(record, null, 2)}\n`;

/** Batch's times are milliseconds since 1970. */
const instant = (milliseconds: number | undefined, otherwise: string) =>
  milliseconds === undefined ? unknownBecause(otherwise) : { value: new Date(milliseconds).toISOString() };
