import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as sdk from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import type { AttemptStore, ResultObject } from "../../../../runner/store/attempt-store.ts";
import { describeObject } from "../../../../runner/store/describe-object.ts";
import { createS3Store } from "../../../../runner/store/s3-store.ts";
import { temporaryDirectory } from "../support/ports.ts";
import { startS3StandIn } from "../support/s3-stand-in.ts";

async function startStore() {
  const s3 = await startS3StandIn();
  const log: string[] = [];
  const client = new sdk.S3Client({
    endpoint: s3.endpoint,
    region: "us-east-1",
    forcePathStyle: true,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 2,
  });
  const store = createS3Store(sdk, client, { bucket: "bucket", key: "results/X/1/1" }, (line) =>
    log.push(line),
  );
  return { s3, store, log };
}

const text = (name: string, content: string): ResultObject => ({ name, body: { text: content } });
const put = async (store: AttemptStore, object: ResultObject) =>
  store.put(object, await describeObject(object));
const putOnce = async (store: AttemptStore, object: ResultObject) =>
  store.putOnce(object, await describeObject(object));

test("the write check exercises the permission and leaves no object", async () => {
  const { s3, store } = await startStore();
  await store.checkWritable();
  expect(s3.objects.size).toBe(0);
  expect(s3.requests.map((line) => line.split(" ")[0])).toEqual(["POST", "DELETE", "HEAD"]);
});

test.each([
  [/^POST/, { status: 404, code: "NoSuchBucket" }, "bucket-not-found"],
  [/^POST/, { status: 403, code: "AccessDenied" }, "access-denied"],
  [/^POST/, { status: 403, code: "InvalidAccessKeyId" }, "credentials-refused"],
  [/^POST/, { status: 400, code: "ExpiredToken" }, "credentials-refused"],
  [/^POST/, { status: 400, code: "KMS.DisabledException" }, "kms-denied"],
  [/^POST/, { status: 400, code: "Odd" }, "s3-error"],
])("a location that cannot be written (%s answers %j) is %s", async (when, denial, code) => {
  const { s3, store } = await startStore();
  s3.deny(when, denial);
  await expect(store.checkWritable()).rejects.toMatchObject({
    code,
    message: expect.stringContaining("s3://bucket"),
  });
});

test("a role that may neither list nor abort can still store", async () => {
  const { s3, store, log } = await startStore();
  s3.deny(/^(HEAD|DELETE)/, { status: 403, code: "AccessDenied" });
  await store.checkWritable();
  expect(log.join()).toContain("It left an empty multipart upload.");
});

test("a complete attempt is refused before computing", async () => {
  const { s3, store } = await startStore();
  s3.objects.set("/bucket/results/X/1/1/manifest.json", Buffer.from("{}"));
  await expect(store.checkWritable()).rejects.toMatchObject({ code: "already-stored" });
});

test("text and files arrive as they are", async () => {
  const { s3, store } = await startStore();
  const file = join(temporaryDirectory(), "log.txt");
  writeFileSync(file, "a log\n");
  await put(store, text("runs/0/report.json", '{"é":1}'));
  await put(store, { name: "log.txt", body: { file } });
  expect(s3.objects.get("/bucket/results/X/1/1/runs/0/report.json")?.toString()).toBe('{"é":1}');
  expect(s3.objects.get("/bucket/results/X/1/1/log.txt")?.toString()).toBe("a log\n");
});

test("a large file arrives in parts, whole", async () => {
  const { s3, store } = await startStore();
  const file = join(temporaryDirectory(), "log.txt");
  const content = Buffer.alloc(33 * 1024 * 1024, "0123456789\n");
  writeFileSync(file, content);
  await put(store, { name: "log.txt", body: { file } });
  expect(s3.requests.filter((line) => line.includes("partNumber")).length).toBeGreaterThan(1);
  expect(s3.objects.get("/bucket/results/X/1/1/log.txt")?.equals(content)).toBe(true);
});

test("a second, different manifest is refused", async () => {
  const { s3, store } = await startStore();
  await putOnce(store, text("manifest.json", "first"));
  await expect(putOnce(store, text("manifest.json", "second"))).rejects.toMatchObject({
    code: "already-stored",
  });
  expect(s3.objects.get("/bucket/results/X/1/1/manifest.json")?.toString()).toBe("first");
});

test("a manifest whose first answer got lost is stored, not refused", async () => {
  const { s3, store } = await startStore();
  s3.loseAnswerOf(/manifest/);
  await putOnce(store, text("manifest.json", "mine"));
  expect(s3.requests.filter((line) => line.startsWith("PUT"))).toHaveLength(2);
});

test("a bucket that was removed meanwhile is said to be gone", async () => {
  const { s3, store } = await startStore();
  s3.deny(/^PUT/, { status: 404, code: "NoSuchBucket" });
  await expect(put(store, text("config.json", "{}"))).rejects.toMatchObject({ code: "bucket-not-found" });
});

test("an endpoint that nobody listens on is unreachable", async () => {
  const client = new sdk.S3Client({
    endpoint: "http://127.0.0.1:1",
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    forcePathStyle: true,
    maxAttempts: 1,
  });
  const store = createS3Store(sdk, client, { bucket: "bucket", key: "x" }, () => {});
  await expect(store.checkWritable()).rejects.toMatchObject({ code: "s3-unreachable" });
});
