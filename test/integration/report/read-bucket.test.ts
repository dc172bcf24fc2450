import { randomUUID } from "node:crypto";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bucketStore } from "../../../report/read/bucket-store.ts";
import { readResults } from "../../../report/read/read-results.ts";
import { useLocal } from "../../support/local.ts";
import { filesOfResult, syntheticResult } from "../../support/synthetic-result.ts";

describe("results in a bucket", () => {
  const { endpoint, bucket, region } = useLocal();
  const prefix = `read/${randomUUID()}`;
  let s3: S3Client;
  beforeAll(async () => {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
    const put = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
    for (const jobId of ["a", "b"]) {
      const files = filesOfResult(syntheticResult({ jobId }));
      for (const [name, text] of Object.entries(files)) await put(`${prefix}/S/${jobId}/1/${name}`, text);
    }
    await put(`${prefix}/S/c/1/config.json`, "{}");
    // Another prefix that begins alike.
    await put(`${prefix}-other/S/d/1/config.json`, "{}");
  });
  afterAll(() => s3.destroy());

  test("are read as those in a folder are, and only those below the prefix", async () => {
    const { results, leftOut } = await readResults([bucketStore(s3, { bucket, prefix })], { verify: true });
    expect(results.map(({ uri }) => uri)).toEqual(
      ["a", "b"].map((job) => `s3://${bucket}/${prefix}/S/${job}/1`),
    );
    expect(leftOut).toMatchObject([{ uri: `s3://${bucket}/${prefix}/S/c/1`, kind: "incomplete" }]);
  });

  test("a name is given once, however many try at the same time", async () => {
    const store = bucketStore(s3, { bucket, prefix: `${prefix}-named` });
    const created = await Promise.all(
      ["1", "2", "3"].map((text) => store.create("n.json", Buffer.from(text))),
    );
    expect(created.filter(Boolean)).toHaveLength(1);
    const kept = Buffer.from(await store.read("n.json")).toString("utf8");
    expect(kept).toBe(String(created.indexOf(true) + 1));
  });

  test("a bucket that is not there is an error that says what it takes", async () => {
    const store = bucketStore(s3, { bucket: `none-${randomUUID()}`, prefix: "" });
    await expect(readResults([store])).rejects.toThrow(/cannot be listed.*bucket does not exist/);
  });
});
