import { randomUUID } from "node:crypto";
import { HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { describe, expect, onTestFinished, test } from "vitest";
import { updateIndex } from "../../../report/index/update-index.ts";
import { bucketStore } from "../../../report/read/bucket-store.ts";
import { folderStore } from "../../../report/read/folder-store.ts";
import { gcbenchIn } from "../../support/gcbench.ts";
import { useLocal } from "../../support/local.ts";
import { syntheticResult, writeResult } from "../../support/synthetic-result.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

describe("a site in a bucket", () => {
  const local = useLocal();
  const run = gcbenchIn(temporaryDirectory("state"));
  const gcbench = (...args: string[]) => run(args, local.env);
  const json = async (...args: string[]): Promise<Record<string, unknown>> => {
    const { stdout, stderr } = await gcbench(...args, "--json");
    expect(stdout, stderr).not.toBe("");
    return JSON.parse(stdout) as Record<string, unknown>;
  };

  test("is what was published, is brought up to date where it lies, and both are the same pages", async () => {
    const { endpoint, bucket, region } = local;
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
    onTestFinished(() => s3.destroy());
    const [results, folder] = [temporaryDirectory("results"), temporaryDirectory("site")];
    const add = async (...jobs: string[]) => {
      for (const jobId of jobs) writeResult(results, syntheticResult({ jobId, instanceId: `i-${jobId}` }));
      await updateIndex(folderStore(results));
    };
    await add("a", "b");
    await gcbench("site", "build", results, "-o", folder);
    const prefix = `site/${randomUUID()}`;
    const place = `s3://${bucket}/${prefix}`;
    expect(await json("site", "publish", folder, place)).toMatchObject({ unchanged: 0 });
    const store = bucketStore(s3, { bucket, prefix });
    const files = async (): Promise<string[]> => {
      const found: string[] = [];
      for await (const { path } of store.list()) found.push(path);
      // What publishing remembers.
      return found.filter((path) => path !== "published.json").sort();
    };
    const published = await files();
    expect(published).toEqual(expect.arrayContaining(["index.html", "compare.html", "site.json"]));
    for (const path of published)
      expect(Buffer.from(await store.read(path)).equals(await folderStore(folder).read(path)), path).toBe(
        true,
      );
    const head = (path: string) =>
      s3.send(new HeadObjectCommand({ Bucket: bucket, Key: `${prefix}/${path}` }));
    expect(await head("index.html")).toMatchObject({
      ContentType: "text/html; charset=utf-8",
      CacheControl: "no-cache",
    });
    const data = published.find((path) => path.startsWith("data/runs-")) ?? "";
    expect(await head(data)).toMatchObject({
      ContentType: "text/javascript; charset=utf-8",
      CacheControl: expect.stringContaining("immutable") as string,
    });

    expect(await json("site", "publish", folder, place)).toMatchObject({
      written: 0,
      unchanged: published.length,
      removed: 0,
    });

    // The state came with it: a build goes on from there.
    await add("c");
    expect(await json("site", "build", results, "-o", place)).toMatchObject({
      results: 3,
      runPages: 1,
      fromScratch: false,
    });
    await gcbench("site", "build", results, "-o", folder);
    const inFolder: string[] = [];
    for await (const { path } of folderStore(folder).list()) inFolder.push(path);
    expect(await files()).toEqual(inFolder.sort());
    expect(Buffer.from(await store.read("index.html")).toString("utf8")).toContain(
      "3 timed runs of 3 results",
    );
    // What was built there are other objects than were published: they are uploaded again, and then no more.
    expect(await json("site", "publish", folder, place)).not.toMatchObject({ written: 0 });
    expect(await json("site", "publish", folder, place)).toMatchObject({ written: 0 });
  });
});
