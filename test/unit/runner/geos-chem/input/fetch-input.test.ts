import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { existsSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fetchFile, type PlannedFile } from "../../../../../runner/geos-chem/input/fetch-file.ts";
import { sha256 } from "../../../../../contract/sha256.ts";
import { readRecord } from "../../../../../runner/geos-chem/input/file-record.ts";
import { proofOf } from "../../../../../runner/geos-chem/input/object-proof.ts";
import { formatBytes, formatSeconds } from "../../../../../runner/system/format-amount.ts";
import { openOpenData, type OpenData } from "../../../../../runner/geos-chem/input/open-data.ts";
import { forEachParallel } from "../../../../../runner/geos-chem/input/worker-pool.ts";
import { temporaryDirectory } from "../../support/ports.ts";
import { startOpenBucket } from "../support/open-bucket.ts";

async function planned(data: OpenData, directory: string, key = "a/b.nc"): Promise<PlannedFile> {
  const found = await data.size(key);
  if (!found) throw new Error("not there");
  return { path: join(directory, key), key, ...found };
}

function counter() {
  const counted = { bytes: 0 };
  const context = {
    signal: new AbortController().signal,
    retryMs: 1,
    onBytes: (count: number) => {
      counted.bytes += count;
    },
  };
  return { counted, context };
}

async function opened() {
  const bucket = await startOpenBucket();
  const content = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 251));
  bucket.objects.set("a/b.nc", content);
  return { bucket, content, data: await openOpenData(bucket.env, "geos-chem", "a/b.nc") };
}

test.each([
  [{ AWS_REGION: "eu-west-1" }, "eu-west-1"],
  [{ AWS_DEFAULT_REGION: "eu-west-1" }, "eu-west-1"],
  [{ AWS_REGION: "eu-west-1", GCBENCH_INPUT_REGION: "us-west-2" }, "us-west-2"],
  [{}, "us-east-1"],
])("the bucket is asked in the region that %j names", async (env, region) => {
  const bucket = await startOpenBucket();
  const data = await openOpenData({ ...bucket.env, ...env }, "geos-chem", "a/b.nc");
  expect(data.region).toBe(region);
});

test("a bucket in another region is followed there, once for all requests", async () => {
  const { bucket, content } = await opened();
  bucket.elsewhere.region = "us-west-2";
  bucket.elsewhere.redirections = 1;
  bucket.requests.length = 0;
  const data = await openOpenData({ ...bucket.env, AWS_REGION: "eu-west-1" }, "geos-chem", "a/b.nc");
  expect(data).toMatchObject({ region: "us-west-2", access: "anonymous" });
  const file = await planned(data, temporaryDirectory());
  await fetchFile(file, data, counter().context);
  expect(readFileSync(file.path).equals(content)).toBe(true);
  expect(bucket.requests.map((line) => line.split(" ")[0])).toEqual(["HEAD", "HEAD", "HEAD", "GET"]);
});

test("a bucket that lets nobody in from another region is told to be there", async () => {
  const { bucket } = await opened();
  bucket.access = "nobody";
  bucket.elsewhere.region = "us-west-2";
  const env = { ...bucket.env, AWS_REGION: "eu-west-1" };
  await expect(openOpenData(env, "geos-chem", "a/b.nc")).rejects.toThrow(
    /The bucket is in us-west-2, this job in eu-west-1: an S3 gateway endpoint reaches its own region only/,
  );
});

test("a connection that breaks is continued where it broke", async () => {
  const { bucket, content, data } = await opened();
  bucket.breaks.push(30_000, 20_000);
  const directory = temporaryDirectory();
  const file = await planned(data, directory);
  const { counted, context } = counter();
  await fetchFile(file, data, context);
  expect(readFileSync(file.path).equals(content)).toBe(true);
  expect(readdirSync(join(directory, "a"))).toEqual([".b.nc.gcbench.json", "b.nc"]);
  expect(counted.bytes).toBe(100_000);
  const ranges = bucket.requests.filter((line) => line.startsWith("GET")).map((line) => line.split(" ")[2]);
  expect(ranges[0]).toBe("all");
  expect(ranges).toHaveLength(3);
  for (const range of ranges.slice(1)) expect(range).toMatch(/^bytes=[1-9]\d*-$/);
});

test("a connection that falls silent is given up and continued", async () => {
  const { bucket, content, data } = await opened();
  bucket.breaks.push(-30_000);
  const file = await planned(data, temporaryDirectory());
  await fetchFile(file, data, { ...counter().context, stallMs: 200 });
  expect(readFileSync(file.path).equals(content)).toBe(true);
  expect(bucket.requests.filter((line) => line.startsWith("GET"))).toHaveLength(2);
});

test("what an earlier job left is continued, unless the object has changed", async () => {
  const { bucket, data, content } = await opened();
  const directory = temporaryDirectory();
  const file = await planned(data, directory);
  bucket.breaks.push(...Array.from({ length: 5 }, () => 10_000));
  await expect(fetchFile(file, data, counter().context)).rejects.toThrow();
  const [part = ""] = readdirSync(join(directory, "a"));
  expect(part).toMatch(/^\.b\.nc\.[0-9a-f]{12}\.part$/);
  expect(existsSync(file.path)).toBe(false);

  bucket.objects.set("a/b.nc", Buffer.alloc(50, 1));
  await expect(fetchFile(file, data, counter().context)).rejects.toThrow();
  const now = await planned(data, directory);
  await fetchFile(now, data, counter().context);
  expect(readFileSync(now.path).length).toBe(50);
  renameSync(now.path, join(directory, "other"));

  bucket.objects.set("a/b.nc", content);
  const before = bucket.requests.length;
  await fetchFile(file, data, counter().context);
  expect(readFileSync(file.path).equals(content)).toBe(true);
  expect(bucket.requests.slice(before)).toEqual([expect.stringMatching(/^GET a\/b\.nc bytes=[1-9]/)]);
});

test("content that is not what the bucket says is fetched again, and never gets its name", async () => {
  const { bucket, content, data } = await opened();
  const wrong = Buffer.from(content);
  wrong[500] = 255;
  bucket.corrupted.set("a/b.nc", wrong);
  const directory = temporaryDirectory();
  const file = await planned(data, directory);
  expect(file.proof).toEqual({ algorithm: "md5", digest: createHash("md5").update(content).digest("hex") });
  await expect(fetchFile(file, data, counter().context)).rejects.toThrow(/its md5 is \w+ instead of \w+/);
  expect(bucket.requests.filter((line) => line.startsWith("GET"))).toHaveLength(5);
  expect(readdirSync(join(directory, "a"))).toEqual([]);
  bucket.corrupted.clear();
  await fetchFile(file, data, counter().context);
  expect(readFileSync(file.path).equals(content)).toBe(true);
});

test("an object of several parts is compared by its CRC, or its size alone; its SHA-256 is kept", async () => {
  const { bucket, content, data } = await opened();
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(content));
  bucket.heads.set("a/b.nc", { etag: '"0123-2"', "x-amz-checksum-crc32": checksum.toString("base64") });
  const directory = temporaryDirectory();
  const byCrc = await planned(data, directory);
  expect(byCrc.proof?.algorithm).toBe("crc32");
  await fetchFile(byCrc, data, counter().context);
  bucket.heads.set("a/b.nc", { etag: '"0123-2"' });
  const bySize = await planned(data, temporaryDirectory());
  expect(bySize.proof).toBeUndefined();
  await fetchFile(bySize, data, counter().context);
  for (const [file, compared] of [
    [byCrc, "crc32"],
    [bySize, null],
  ] as const) {
    expect(await readRecord(file.path)).toEqual({
      source: "s3://geos-chem/a/b.nc",
      etag: '"0123-2"',
      bytes: 100_000,
      sha256: sha256(content),
      compared_with: compared,
    });
  }
});

test.each([
  [{ ETag: '"d41d8cd98f00b204e9800998ecf8427e"' }, "md5"],
  [{ ETag: '"d41d8cd98f00b204e9800998ecf8427e"', ServerSideEncryption: "aws:kms" }, undefined],
  [{ ETag: '"d41d8cd98f00b204e9800998ecf8427e-3"' }, undefined],
  [{ ETag: '"d41d8cd98f00b204e9800998ecf8427e-3"', ChecksumCRC32: "AAAAAA==" }, "crc32"],
  [{ ETag: '"x"', ChecksumCRC32: "AAAAAA==", ChecksumType: "COMPOSITE" }, undefined],
  [{ ETag: '"x"', ChecksumCRC32: "AAAAAA==-3" }, undefined],
  [{ ETag: '"d41d8cd98f00b204e9800998ecf8427e"', ChecksumSHA256: "47DEQpj8HBSa+/TImW+5JA==" }, "sha256"],
] as const)("%j proves the content by %s", (head, algorithm) => {
  expect(proofOf(head as Parameters<typeof proofOf>[0])?.algorithm).toBe(algorithm);
});

test("two jobs that fetch the same file into the same place do not harm each other", async () => {
  const { data, content } = await opened();
  const file = await planned(data, temporaryDirectory());
  await Promise.all([1, 2, 3].map(() => fetchFile(file, data, counter().context)));
  expect(readFileSync(file.path).equals(content)).toBe(true);
});

test("a place that cannot be written is one message, at once", async () => {
  const { bucket, data } = await opened();
  const file = { ...(await planned(data, "/proc/gcbench")), path: "/proc/version/b.nc" };
  await expect(fetchFile(file, data, counter().context)).rejects.toMatchObject({ code: "data-not-writable" });
  expect(bucket.requests.some((line) => line.startsWith("GET"))).toBe(false);
});

test("an interrupted job stops fetching", async () => {
  const { data } = await opened();
  const file = await planned(data, temporaryDirectory());
  const signal = AbortSignal.abort("SIGTERM");
  await expect(fetchFile(file, data, { ...counter().context, signal })).rejects.toThrow();
  expect(existsSync(file.path)).toBe(false);
});

test("a pool never does more at once than it may, and does all", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 1, max: 9 }),
      async (count, width) => {
        let running = 0;
        let most = 0;
        const done: number[] = [];
        await forEachParallel(
          Array.from({ length: count }, (_, index) => index),
          width,
          async (item) => {
            most = Math.max(most, ++running);
            await Promise.resolve();
            running--;
            done.push(item);
          },
        );
        expect(done.length).toBe(count);
        expect(most).toBeLessThanOrEqual(Math.min(width, count));
      },
    ),
  );
});

test("a pool ends with the first failure", async () => {
  const started: number[] = [];
  const work = async (item: number) => {
    started.push(item);
    await Promise.resolve();
    if (item === 1) throw new Error("no");
  };
  await expect(forEachParallel([0, 1, 2, 3, 4, 5], 2, work)).rejects.toThrow("no");
  expect(started.length).toBeLessThan(6);
});

test.each([
  [0, "0 B"],
  [1023, "1023 B"],
  [1024, "1.0 KiB"],
  [1.5 * 1024 ** 3, "1.5 GiB"],
  [1e16, "9094.9 TiB"],
])("%d bytes are %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0.4, "0 s"],
  [59.4, "59 s"],
  [59.6, "1 min 0 s"],
  [3599.6, "1 h 0 min"],
  [7500, "2 h 5 min"],
])("%d seconds are %s", (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});
