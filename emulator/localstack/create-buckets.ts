import {
  CreateBucketCommand,
  S3Client,
  S3ServiceException,
  type BucketLocationConstraint,
} from "@aws-sdk/client-s3";
import { credentialsOf } from "../local/local-credentials.ts";
import { GeosBenchError } from "../../contract/errors.ts";

/** Creates the buckets that do not exist yet. `url` is LocalStack's. */
export async function createBuckets(
  url: string,
  buckets: readonly string[],
  { region, accountId }: { readonly region: string; readonly accountId: string },
): Promise<void> {
  const client = new S3Client({
    endpoint: url,
    region,
    forcePathStyle: true,
    credentials: credentialsOf(accountId),
  });
  try {
    for (const bucket of buckets) await createBucket(client, bucket, region);
  } finally {
    client.destroy();
  }
}

async function createBucket(client: S3Client, bucket: string, region: string): Promise<void> {
  // us-east-1 is the one region that must not be named (S3 API reference, CreateBucket).
  const place =
    region === "us-east-1" ? undefined : { LocationConstraint: region as BucketLocationConstraint };
  try {
    await client.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: place }));
  } catch (cause) {
    if (cause instanceof S3ServiceException && cause.name === "BucketAlreadyOwnedByYou") return;
    throw new GeosBenchError(`LocalStack did not create the bucket ${bucket}: ${(cause as Error).message}`, {
      code: "bucket-not-created",
      hint: "Look at the log of the LocalStack container (docker logs).",
    });
  }
}
