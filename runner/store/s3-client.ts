import type { S3Client, S3ClientConfig } from "@aws-sdk/client-s3";
import { explainS3Error } from "./s3-errors.ts";

/**
 * Region, credentials and endpoint come from where the SDK looks for them. It is imported only when S3 is used: half of
 * the runner's start-up time under QEMU.
 */
export async function createS3Client(env: NodeJS.ProcessEnv, more: S3ClientConfig = {}): Promise<S3Client> {
  const { S3Client: Client } = await import("@aws-sdk/client-s3");
  const endpoint = env["AWS_ENDPOINT_URL_S3"] ?? env["AWS_ENDPOINT_URL"];
  return new Client({
    // Bucket names as host names need DNS that a local endpoint does not have.
    forcePathStyle: endpoint !== undefined && endpoint !== "",
    followRegionRedirects: true,
    ...(env["AWS_MAX_ATTEMPTS"] === undefined && { maxAttempts: 5 }),
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 60_000, throwOnRequestTimeout: true },
    ...more,
  });
}

/** The text of an object. Throws {@link GeosBenchError}. */
export async function readS3Text(
  env: NodeJS.ProcessEnv,
  { bucket, key }: { bucket: string; key: string },
): Promise<string> {
  try {
    const client = await createS3Client(env);
    const { GetObjectCommand } = await import("@aws-sdk/client-s3");
    const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return (await answer.Body?.transformToString("utf8")) ?? "";
  } catch (error) {
    throw explainS3Error(error, `s3://${bucket}/${key}`);
  }
}
