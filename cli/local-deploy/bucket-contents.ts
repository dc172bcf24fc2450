import {
  DeleteObjectsCommand,
  ListObjectVersionsCommand,
  NoSuchBucket,
  type ObjectIdentifier,
  type S3Client,
} from "@aws-sdk/client-s3";
import { GeosBenchError } from "../../contract/errors.ts";

/** One page (at most 1000) of what a bucket holds, versions and delete markers; none where there is no such bucket. */
async function firstPage(s3: S3Client, Bucket: string): Promise<ObjectIdentifier[]> {
  try {
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    return [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
  } catch (error) {
    if (error instanceof NoSuchBucket) return [];
    throw error;
  }
}

export const holdsObjects = async (s3: S3Client, bucket: string): Promise<boolean> =>
  (await firstPage(s3, bucket)).length > 0;

/** Removes every version of every object, as the console's "Empty" does; how many. */
export async function emptyBucket(s3: S3Client, Bucket: string): Promise<number> {
  let count = 0;
  for (let page = await firstPage(s3, Bucket); page.length > 0; page = await firstPage(s3, Bucket)) {
    const { Errors = [] } = await s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: page, Quiet: true } }),
    );
    const [fault] = Errors;
    if (fault) {
      throw new GeosBenchError(`${fault.Key} of ${Bucket} was not removed: ${fault.Message}`, {
        code: "s3-error",
      });
    }
    count += page.length;
  }
  return count;
}
