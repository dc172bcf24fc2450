import { randomBytes, randomUUID } from "node:crypto";
import http from "node:http";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { useLocal } from "../../../support/local.ts";

/** What s3rver corrupts (70,000 bytes come back as 70,045): bodies in aws-chunked frames with a checksum trailer. */
describe("S3 through the front, to a real LocalStack", () => {
  const { endpoint, bucket, region } = useLocal();
  const prefix = `emulator-http/${randomUUID()}`;
  let s3: S3Client;
  beforeAll(() => {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  });
  afterAll(() => s3.destroy());
  const get = async (Key: string) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  };

  test.each([0, 1, 70_000, 1_048_577, 9_000_001])(
    "a stream of %i bytes is stored byte for byte",
    async (bytes) => {
      const body = randomBytes(bytes);
      const Key = `${prefix}/ü +&=?#/${bytes}`;
      await s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key,
          Body: Readable.from(pieces(body)),
          ContentLength: bytes,
        }),
      );
      expect((await get(Key)).equals(body)).toBe(true);
    },
  );

  test("a buffer, and a multipart upload", async () => {
    const body = randomBytes(12_000_000);
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: `${prefix}/buffer`, Body: body }));
    await new Upload({
      client: s3,
      params: { Bucket: bucket, Key: `${prefix}/parts`, Body: Readable.from(pieces(body)) },
    }).done();
    expect((await get(`${prefix}/buffer`)).equals(body)).toBe(true);
    expect((await get(`${prefix}/parts`)).equals(body)).toBe(true);
  });

  test("a conditional write is refused as S3 does", async () => {
    const put = () =>
      s3.send(new PutObjectCommand({ Bucket: bucket, Key: `${prefix}/once`, Body: "a", IfNoneMatch: "*" }));
    await put();
    await expect(put()).rejects.toMatchObject({
      name: "PreconditionFailed",
      $metadata: { httpStatusCode: 412 },
    });
  });

  test("an upload that breaks off leaves no object", async () => {
    const path = `/${bucket}/${prefix}/broken`;
    const request = http.request(endpoint + path, {
      method: "PUT",
      headers: { "Content-Length": 5_000_000 },
    });
    request.on("error", () => {});
    request.write(randomBytes(1_000_000));
    await sleep(100);
    request.destroy();
    await sleep(200);
    const head = s3.send(new HeadObjectCommand({ Bucket: bucket, Key: `${prefix}/broken` }));
    await expect(head).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  });
});

function* pieces(of: Buffer): Generator<Buffer> {
  for (let at = 0; at < of.length; at += 65_536) yield of.subarray(at, at + 65_536);
}
