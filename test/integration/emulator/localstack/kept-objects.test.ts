import { randomBytes, randomUUID } from "node:crypto";
import { mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  ListPartsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
  UploadPartCommand,
  type PutObjectCommandInput,
} from "@aws-sdk/client-s3";
import type Docker from "dockerode";
import { afterAll, describe, expect, test } from "vitest";
import { ensureImages } from "../../../../container/build/ensure-images.ts";
import type { LocalStack } from "../../../../emulator/localstack/local-stack.ts";
import { startLocalStack } from "../../../../emulator/localstack/start-local-stack.ts";
import { inspectEngine } from "../../../../host/docker-engine.ts";
import { containerLabels } from "../../../../host/ownership/labels.ts";
import { ownerId } from "../../../../host/ownership/owner-id.ts";
import { removeContainer } from "../../../../host/ownership/sweep.ts";
import { sha256 } from "../../../../contract/sha256.ts";
import { projectRoot } from "../../../../host/paths.ts";
import { resolveDockerEndpoint } from "../../../../host/docker-endpoint.ts";
import { needs } from "../../../support/needs.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

const part = 5 * 1024 * 1024;

describe("S3 in a folder", () => {
  needs("docker");
  const folder = temporaryDirectory("objects");
  mkdirSync(path.join(folder, "objects"));
  const name = `gcbench-test-objects-${randomUUID().slice(0, 8)}`;
  let docker: Docker | undefined;
  let s3: S3Client;

  async function start(): Promise<LocalStack> {
    const state = await inspectEngine();
    if (state.status !== "ready") throw state.error;
    docker = state.engine.docker;
    const { localstack } = await ensureImages({
      engine: state.engine,
      platforms: [],
      repositoryRoot: projectRoot,
    });
    const started = await startLocalStack({
      image: localstack?.reference ?? "",
      network: "bridge",
      name,
      objectsFolder: folder,
      labels: { [containerLabels.owner]: ownerId() },
      dockerHost: (await resolveDockerEndpoint()).url,
    });
    s3 = new S3Client({
      endpoint: started.urlFromHost,
      region: "us-east-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      forcePathStyle: true,
    });
    return started;
  }
  const kill = async () => {
    s3.destroy();
    // By SIGKILL.
    await removeContainer(docker as Docker, name);
  };
  afterAll(async () => {
    if (docker) await removeContainer(docker, name).catch(() => {});
  });

  const put = (
    Bucket: string,
    Key: string,
    Body: string | Buffer,
    more: Partial<PutObjectCommandInput> = {},
  ) => s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));

  /** All that a client can see of a bucket. */
  async function seen(Bucket: string) {
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
    const orNone = <Output extends object>(answer: Promise<Output>) =>
      answer.then(withoutMetadata, ({ name: error }: Error) => error);
    return {
      versions: await Promise.all(
        Versions.map(async ({ Key, VersionId, ...version }) => {
          const { Body, ...object } = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
          const { TagSet } = await s3.send(new GetObjectTaggingCommand({ Bucket, Key, VersionId }));
          const data = sha256((await Body?.transformToByteArray()) ?? new Uint8Array());
          return { Key, VersionId, version, object: withoutMetadata(object), TagSet, data };
        }),
      ),
      DeleteMarkers,
      uploads: await Promise.all(
        Uploads.map(async ({ Key, UploadId }) => {
          const { Parts } = await s3.send(new ListPartsCommand({ Bucket, Key, UploadId }));
          return { Key, UploadId, Parts };
        }),
      ),
      versioning: await orNone(s3.send(new GetBucketVersioningCommand({ Bucket }))),
      lifecycle: await orNone(s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))),
      policy: await orNone(s3.send(new GetBucketPolicyCommand({ Bucket }))),
      tags: await orNone(s3.send(new GetBucketTaggingCommand({ Bucket }))),
    };
  }
  const all = async () => ({
    buckets: (await s3.send(new ListBucketsCommand({}))).Buckets,
    plain: await seen("plain"),
    versioned: await seen("versioned"),
  });

  async function fillPlain(): Promise<void> {
    const Bucket = "plain";
    await s3.send(new CreateBucketCommand({ Bucket }));
    await put(Bucket, "ü +&=?#/a", "a", { Metadata: { by: "me" }, ContentType: "text/x", Tagging: "t=1" });
    await put(Bucket, "twice", "first");
    await put(Bucket, "twice", "second", { ChecksumAlgorithm: "SHA256" });
    await put(Bucket, "gone", "gone");
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "gone" }));
    await put(Bucket, "gone-too", "gone");
    await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: "gone-too" }] } }));
    await s3.send(new CopyObjectCommand({ Bucket, Key: "copy", CopySource: `${Bucket}/twice` }));
    // In place: another description of the same data.
    await s3.send(
      new CopyObjectCommand({
        Bucket,
        Key: "copy",
        CopySource: `${Bucket}/copy`,
        MetadataDirective: "REPLACE",
        Metadata: { now: "described" },
      }),
    );
    await expect(
      put(Bucket, "twice", "third", { ContentMD5: "rL0Y20zC+Fzt72VPzMSk2A==" }),
    ).rejects.toMatchObject({
      name: "BadDigest",
    });
    const rule = { ID: "r", Status: "Enabled" as const, Filter: { Prefix: "x" }, Expiration: { Days: 3 } };
    await s3.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: [rule] } }),
    );
    const allow = {
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: `arn:aws:s3:::${Bucket}/*`,
    };
    await s3.send(
      new PutBucketPolicyCommand({
        Bucket,
        Policy: JSON.stringify({ Version: "2012-10-17", Statement: [allow] }),
      }),
    );
    await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: "k", Value: "v" }] } }));
    await s3.send(new CreateBucketCommand({ Bucket: "deleted" }));
    await s3.send(new DeleteBucketCommand({ Bucket: "deleted" }));
  }

  async function fillVersioned(): Promise<void> {
    const Bucket = "versioned";
    await s3.send(new CreateBucketCommand({ Bucket }));
    await put(Bucket, "before", "has the version null");
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
    for (const text of ["1", "2", "3"]) await put(Bucket, "key", text);
    await put(Bucket, "marked", "under a marker");
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "marked" }));
    const { VersionId } = await put(Bucket, "key", "4");
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "key", VersionId }));
    await s3.send(
      new PutObjectTaggingCommand({ Bucket, Key: "key", Tagging: { TagSet: [{ Key: "of", Value: "3" }] } }),
    );
  }

  async function beginUpload(Key: string): Promise<{ UploadId: string | undefined; etags: string[] }> {
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket: "plain", Key }));
    const etags: string[] = [];
    for (const PartNumber of [1, 2]) {
      const Body = randomBytes(part);
      const { ETag = "" } = await s3.send(
        new UploadPartCommand({ Bucket: "plain", Key, UploadId, PartNumber, Body }),
      );
      etags.push(ETag);
    }
    return { UploadId, etags };
  }
  const complete = (Key: string, { UploadId, etags }: Awaited<ReturnType<typeof beginUpload>>) =>
    s3.send(
      new CompleteMultipartUploadCommand({
        Bucket: "plain",
        Key,
        UploadId,
        MultipartUpload: { Parts: etags.map((ETag, index) => ({ ETag, PartNumber: index + 1 })) },
      }),
    );

  test("is as it was when its LocalStack was killed: objects, versions, ETags, uploads, what buckets say", async () => {
    expect(await start()).toMatchObject({ keepsObjects: true });
    await fillPlain();
    await fillVersioned();
    await complete("whole", await beginUpload("whole"));
    const open = await beginUpload("open");
    const aborted = await beginUpload("aborted");
    await s3.send(
      new AbortMultipartUploadCommand({ Bucket: "plain", Key: "aborted", UploadId: aborted.UploadId }),
    );
    const before = await all();
    expect(before.plain.versions.map(({ Key }) => Key)).toEqual(["copy", "twice", "whole", "ü +&=?#/a"]);
    expect(before.plain.versions[1]?.data).toBe(sha256("second"));
    expect(before.versioned.versions.filter(({ Key }) => Key === "key")).toHaveLength(3);

    await kill();
    await start();
    expect(await all()).toEqual(before);
    // What was replaced or deleted is gone from the disk too: objects, and the parts of the open upload.
    const kept = before.plain.versions.length + before.versioned.versions.length + open.etags.length;
    expect(readdirSync(path.join(folder, "objects"))).toHaveLength(kept);

    expect(await complete("open", open)).toMatchObject({ ETag: expect.stringMatching(/-2"$/) as string });
    await put("plain", "twice", "after");
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: "plain", Key: "twice" }));
    expect(await Body?.transformToString()).toBe("after");
    await kill();
  });
});

function withoutMetadata<Output extends object>(output: Output): Omit<Output, "$metadata"> {
  const { $metadata: _, ...rest } = output as Output & { $metadata?: unknown };
  return rest;
}
