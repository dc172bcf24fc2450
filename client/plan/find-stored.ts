import path from "node:path";
import type { S3Client } from "@aws-sdk/client-s3";
import { GeosBenchError } from "../../contract/errors.ts";
import { parseJson } from "../../contract/parse-json.ts";
import { result, type Result } from "../../contract/result.ts";
import { resultFiles } from "../../contract/result-layout.ts";
import { joinKey, parseS3Url } from "../../contract/s3-url.ts";
import { bucketStore } from "../../report/read/bucket-store.ts";
import { folderStore } from "../../report/read/folder-store.ts";
import type { ResultStore } from "../../report/read/result-store.ts";
import { fetchResult } from "../fetch-result.ts";
import type { JobRequest } from "../run-job.ts";

export interface StoredJob {
  /** Its folder, below that of all results. */
  readonly relative: string;
  readonly result: Result;
}

/**
 * The result of a job that Batch does not know any more: the copy that is here already, else the one in its bucket,
 * which is copied. `undefined` where neither is.
 */
export async function findStored(
  s3: S3Client,
  { config, outputPath }: JobRequest,
  jobId: string,
  outputDir: string,
): Promise<StoredJob | undefined> {
  const below = `${config.id}/${jobId}`;
  const here = folderStore(outputDir);
  const copied = await lastAttempt(here, below).catch((error: unknown) => {
    if (error instanceof GeosBenchError && error.code === "no-such-directory") return undefined;
    throw error;
  });
  if (copied !== undefined) {
    const text = Buffer.from(await here.read(`${copied}/${resultFiles.result}`)).toString("utf8");
    return { relative: copied, result: parseJson(result, text, "result") };
  }
  const { bucket, key } = parseS3Url(outputPath);
  // A bucket that cannot be looked into is a fault: to take the job for lost would have it run twice.
  const stored = await lastAttempt(bucketStore(s3, { bucket, prefix: key }), below);
  if (stored === undefined) return undefined;
  const directory = path.join(outputDir, stored);
  const fetched = await fetchResult(s3, { bucket, prefix: joinKey(key, stored) }, directory);
  return { relative: stored, result: fetched.result };
}

/** The folder of the latest attempt that has a manifest. */
export async function lastAttempt(store: ResultStore, below: string): Promise<string | undefined> {
  const attempts: number[] = [];
  for await (const file of store.list(below)) {
    const [attempt, name] = file.path.slice(below.length + 1).split("/");
    if (name === resultFiles.manifest) attempts.push(Number(attempt));
  }
  return attempts.length === 0 ? undefined : `${below}/${Math.max(...attempts)}`;
}
