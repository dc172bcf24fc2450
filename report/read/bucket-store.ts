import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3ServiceException,
  paginateListObjectsV2,
  type S3Client,
} from "@aws-sdk/client-s3";
import { GeosBenchError } from "../../contract/errors.ts";
import type { WritableStore } from "./result-store.ts";

/** Results below a prefix of a bucket, at AWS or at anything that speaks S3. */
export function bucketStore(
  s3: S3Client,
  { bucket, prefix }: { bucket: string; prefix: string },
): WritableStore {
  const below = prefix === "" ? "" : `${prefix}/`;
  const uri = `s3://${bucket}${prefix === "" ? "" : `/${prefix}`}`;
  const create = async (name: string, body: Uint8Array): Promise<boolean> => {
    try {
      await s3.send(
        new PutObjectCommand({ Bucket: bucket, Key: below + name, Body: body, IfNoneMatch: "*" }),
      );
      return true;
    } catch (cause) {
      if (cause instanceof S3ServiceException && cause.$metadata.httpStatusCode === 412) return false;
      throw new GeosBenchError(`${uri}/${name} cannot be written: ${(cause as Error).message}`, {
        code: "access-denied",
        hint: "It takes s3:PutObject on the bucket.",
        cause,
      });
    }
  };
  return {
    uri,
    async *list(folder) {
      const Prefix = folder === undefined ? below : `${below}${folder}/`;
      try {
        for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix })) {
          for (const { Key: key, Size: bytes } of page.Contents ?? []) {
            if (key !== undefined) yield { path: key.slice(below.length), bytes: async () => bytes ?? 0 };
          }
        }
      } catch (cause) {
        throw new GeosBenchError(`${uri} cannot be listed: ${(cause as Error).message}`, {
          code: "access-denied",
          hint: "It takes s3:ListBucket and s3:GetObject on the bucket, and its region (AWS_REGION).",
          cause,
        });
      }
    },
    async read(name) {
      try {
        const { Body: body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: below + name }));
        return (await body?.transformToByteArray()) ?? new Uint8Array();
      } catch (cause) {
        throw new GeosBenchError(`${uri}/${name} cannot be read: ${(cause as Error).message}`, {
          code: cause instanceof NoSuchKey ? "object-not-found" : "access-denied",
          cause,
        });
      }
    },
    async writeOnce(name, body) {
      // Where somebody else wrote it meanwhile, it is the same bytes: the name is their digest.
      await create(name, body);
    },
    create,
    async remove(name) {
      try {
        await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: below + name }));
      } catch (cause) {
        throw new GeosBenchError(`${uri}/${name} cannot be removed: ${(cause as Error).message}`, {
          code: "access-denied",
          hint: "It takes s3:DeleteObject on the bucket: --rebuild removes what the new index replaces.",
          cause,
        });
      }
    },
  };
}
