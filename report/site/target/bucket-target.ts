import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { GeosBenchError } from "../../../contract/errors.ts";
import { joinKey, type S3Url } from "../../../contract/s3-url.ts";
import { objectHeaders } from "./object-headers.ts";
import type { SiteTarget } from "./site-target.ts";

/** A site below a prefix of a bucket, at AWS or at anything that speaks S3. */
export function bucketTarget(s3: S3Client, { bucket, key: prefix }: S3Url): SiteTarget {
  const uri = `s3://${joinKey(bucket, prefix)}`;
  const refused = (path: string, what: string, permission: string, cause: unknown): GeosBenchError =>
    new GeosBenchError(`${uri}/${path} cannot be ${what}: ${(cause as Error).message}`, {
      code: "access-denied",
      hint: `It takes ${permission} on the bucket.`,
      cause,
    });
  return {
    uri,
    async read(path) {
      try {
        const found = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: joinKey(prefix, path) }));
        return (await found.Body?.transformToByteArray()) ?? new Uint8Array();
      } catch (cause) {
        if (cause instanceof NoSuchKey) return null;
        throw refused(path, "read", "s3:GetObject, and s3:ListBucket to know that there is nothing,", cause);
      }
    },
    async write(path, bytes) {
      const { contentType: ContentType, cacheControl: CacheControl } = objectHeaders(path);
      const Key = joinKey(prefix, path);
      try {
        await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: bytes, ContentType, CacheControl }));
      } catch (cause) {
        throw refused(path, "written", "s3:PutObject", cause);
      }
    },
    async remove(path) {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: joinKey(prefix, path) }));
    },
  };
}
