import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from "@aws-sdk/client-s3";
import { GeosBenchError } from "../../../contract/errors.ts";
import { joinKey, type S3Url } from "../../../contract/s3-url.ts";
import { objectHeaders } from "./object-headers.ts";
import type { PublishTarget } from "./publish-target.ts";
import type { SiteTarget } from "./site-target.ts";

/** A site below a prefix of a bucket, at AWS or at anything that speaks S3. */
export function bucketTarget(s3: S3Client, { bucket, key: prefix }: S3Url): SiteTarget & PublishTarget {
  const uri = `s3://${joinKey(bucket, prefix)}`;
  const refused = (path: string, what: string, permission: string, cause: unknown): GeosBenchError =>
    new GeosBenchError(`${uri}/${path} cannot be ${what}: ${(cause as Error).message}`, {
      code: "access-denied",
      hint: `It takes ${permission} on the bucket.`,
      cause,
    });
  const below = prefix === "" ? "" : `${prefix}/`;
  const listed = async (folder: string) => {
    const found = new Map<string, { readonly bytes: number; readonly tag: string }>();
    try {
      const command = { Bucket: bucket, Prefix: `${below}${folder}` };
      for await (const { Contents: all = [] } of paginateListObjectsV2({ client: s3 }, command))
        for (const { Key: key = "", Size: bytes = 0, ETag: tag = "" } of all)
          found.set(key.slice(below.length), { bytes, tag });
    } catch (cause) {
      throw refused(folder, "listed", "s3:ListBucket", cause);
    }
    return found;
  };
  const put = async (path: string, bytes: Uint8Array): Promise<string> => {
    const { contentType: ContentType, cacheControl: CacheControl } = objectHeaders(path);
    const Key = joinKey(prefix, path);
    try {
      const command = { Bucket: bucket, Key, Body: bytes, ContentType, CacheControl };
      return (await s3.send(new PutObjectCommand(command))).ETag ?? "";
    } catch (cause) {
      throw refused(path, "written", "s3:PutObject", cause);
    }
  };
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
    list: async (folder) => [...(await listed(`${folder}/`)).keys()],
    objects: () => listed(""),
    put,
    async write(path, bytes) {
      await put(path, bytes);
    },
    async remove(path) {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: joinKey(prefix, path) }));
    },
  };
}
