import { createReadStream, readFileSync } from "node:fs";
import type * as S3 from "@aws-sdk/client-s3";
import { resultFiles } from "../../contract/result-layout.ts";
import { joinKey, type S3Url } from "../../contract/s3-url.ts";
import {
  alreadyComplete,
  type AttemptStore,
  contentType,
  type ObjectBody,
  type PutOptions,
  type ResultObject,
} from "./attempt-store.ts";
import { explainS3Error, httpStatus } from "./s3-errors.ts";

/** Above this size an object is sent in parts that can be retried one by one. */
const multipartBytes = 32 * 1024 * 1024;

/** `sdk` is the module of the AWS SDK: it is imported only when S3 is used. */
export function createS3Store(
  sdk: typeof S3,
  client: S3.S3Client,
  { bucket, key: prefix }: S3Url,
  log: (message: string) => void,
): AttemptStore {
  const location = `s3://${joinKey(bucket, prefix)}`;
  const target = (name: string) => ({ Bucket: bucket, Key: joinKey(prefix, name) });

  async function explained<Value>(where: string, action: () => Promise<Value>): Promise<Value> {
    try {
      return await action();
    } catch (error) {
      throw explainS3Error(error, where);
    }
  }

  /** Starting a multipart upload asks for s3:PutObject (and the KMS key) like a real one, and leaves no object. */
  async function exerciseWriting(): Promise<void> {
    const probe = target(".write-check");
    const { UploadId } = await client.send(new sdk.CreateMultipartUploadCommand(probe));
    try {
      await client.send(new sdk.AbortMultipartUploadCommand({ ...probe, UploadId }));
    } catch (error) {
      log(
        `${explainS3Error(error, `the write check at ${location}`).message} It left an empty multipart upload.`,
      );
    }
  }

  async function isComplete(): Promise<boolean> {
    try {
      await client.send(new sdk.HeadObjectCommand(target(resultFiles.manifest)));
      return true;
    } catch (error) {
      // 403: without s3:ListBucket a missing object looks like this; the manifest is written conditionally anyway.
      if (httpStatus(error) === 404 || httpStatus(error) === 403) return false;
      throw error;
    }
  }

  async function send({ name, body }: ResultObject, options: PutOptions, once: boolean): Promise<void> {
    const command = {
      ...target(name),
      ContentType: contentType(name),
      ...(once && { IfNoneMatch: "*" }),
    };
    if ("file" in body && options.bytes > multipartBytes) {
      const { Upload } = await import("@aws-sdk/lib-storage");
      await new Upload({ client, params: { ...command, Body: createReadStream(body.file) } }).done();
      return;
    }
    await client.send(
      new sdk.PutObjectCommand({
        ...command,
        Body: bufferOf(body),
        // S3 compares what arrived with what the manifest will say.
        ChecksumSHA256: Buffer.from(options.sha256, "hex").toString("base64"),
      }),
    );
  }

  async function holds({ name, body }: ResultObject): Promise<boolean> {
    try {
      const stored = await client.send(new sdk.GetObjectCommand(target(name)));
      return (await stored.Body?.transformToString("utf8")) === bufferOf(body).toString("utf8");
    } catch {
      return false;
    }
  }

  return {
    location,
    checkWritable: () =>
      explained(location, async () => {
        await exerciseWriting();
        if (await isComplete()) throw alreadyComplete(location);
      }),
    put: (object, options) => explained(`${location}/${object.name}`, () => send(object, options, false)),
    putOnce: (object, options) =>
      explained(`${location}/${object.name}`, async () => {
        try {
          await send(object, options, true);
        } catch (error) {
          if (httpStatus(error) !== 412) throw error;
          // A retry whose first try had arrived meets its own object.
          if (!(await holds(object))) throw alreadyComplete(location);
        }
      }),
  };
}

const bufferOf = (body: ObjectBody): Buffer =>
  "text" in body ? Buffer.from(body.text, "utf8") : readFileSync(body.file);
