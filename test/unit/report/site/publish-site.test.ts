import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { CloudFrontClient } from "@aws-sdk/client-cloudfront";
import { expect, onTestFinished, test } from "vitest";
import { updateIndex } from "../../../../report/index/update-index.ts";
import { folderStore } from "../../../../report/read/folder-store.ts";
import { buildSite } from "../../../../report/site/build-site.ts";
import { invalidateDistribution } from "../../../../report/site/invalidate-distribution.ts";
import { publishSite } from "../../../../report/site/publish-site.ts";
import { folderTarget } from "../../../../report/site/target/folder-target.ts";
import { objectHeaders } from "../../../../report/site/target/object-headers.ts";
import type { PublishTarget } from "../../../../report/site/target/publish-target.ts";
import { syntheticResult, writeResult, type Synthetic } from "../../../support/synthetic-result.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

/** A bucket in memory, which remembers in which order it was written to. */
function remembering() {
  const objects = new Map<string, { bytes: Uint8Array; tag: string }>();
  const written: string[] = [];
  let puts = 0;
  const target: PublishTarget = {
    uri: "s3://bucket",
    read: async (path) => objects.get(path)?.bytes ?? null,
    objects: async () =>
      new Map(Array.from(objects, ([path, { bytes, tag }]) => [path, { bytes: bytes.byteLength, tag }])),
    put: async (path, bytes) => {
      written.push(path);
      puts += 1;
      // As S3 with a key of KMS: it says nothing of the content.
      objects.set(path, { bytes, tag: `tag-${puts}` });
      return `tag-${puts}`;
    },
    remove: async (path) => void objects.delete(path),
  };
  return { target, objects, written };
}

async function builtSite() {
  const [results, site] = [temporaryDirectory("results"), temporaryDirectory("site")];
  const store = folderStore(results);
  const add = async (of: Synthetic): Promise<void> => {
    writeResult(results, syntheticResult(of));
    await updateIndex(store);
    await buildSite([store], folderTarget(site), { version: "0.1.0", region: "us-east-1" });
  };
  await add({});
  return { site, add };
}

const isFixed = (path: string): boolean => /^(?:assets|data)\//.test(path);

test("pages come after what they name, the state last, and nothing that is there as it is comes again", async () => {
  const { site } = await builtSite();
  const { target, objects, written } = remembering();
  const first = await publishSite(site, target);
  expect(written.findLastIndex(isFixed)).toBeLessThan(written.findIndex((path) => !isFixed(path)));
  expect(written.slice(-2)).toEqual(["site.json", "published.json"]);
  expect(first).toMatchObject({ written: objects.size - 1, unchanged: 0, removed: 0, changed: [] });
  const files = written.splice(0).filter((path) => path !== "published.json");
  expect(await publishSite(site, target)).toEqual({
    written: 0,
    unchanged: files.length,
    removed: 0,
    changed: [],
  });
  expect(written).toEqual([]);
});

test("of a site that grew, what is new and what changed is uploaded, and what it has no more is removed", async () => {
  const { site, add } = await builtSite();
  const { target, objects, written } = remembering();
  await publishSite(site, target);
  await add({ jobId: "job-2", instanceId: "i-2" });
  written.length = 0;
  const { changed } = await publishSite(site, target);
  // The estimates rest on nothing new.
  expect(changed).toEqual([
    "compare.html",
    "history.html",
    "index.html",
    "machines.html",
    "machines/c7g.4xlarge.html",
  ]);
  expect(written.filter((path) => path.startsWith("runs/"))).toHaveLength(1);
  objects.set("data/runs-0000000000000000.js", { bytes: new Uint8Array(), tag: "x" });
  objects.set("robots.txt", { bytes: new Uint8Array(), tag: "x" });
  expect(await publishSite(site, target)).toMatchObject({ written: 0, removed: 1 });
  expect([...objects.keys()]).not.toContain("data/runs-0000000000000000.js");
  expect([...objects.keys()]).toContain("robots.txt");
});

test("what somebody put in the place of a page is put right, and so is what stopped half-way", async () => {
  const { site } = await builtSite();
  const { target, objects, written } = remembering();
  await publishSite(site, target);
  await target.put("index.html", Buffer.from("a build into the bucket"));
  written.length = 0;
  expect(await publishSite(site, target)).toMatchObject({ written: 1, changed: ["index.html"] });
  objects.clear();
  written.length = 0;
  const failing: PublishTarget = {
    ...target,
    put: async (path, bytes) => {
      if (path === "index.html") throw new Error("the network is gone");
      return target.put(path, bytes);
    },
  };
  await expect(publishSite(site, failing)).rejects.toThrow("the network is gone");
  const came = written.splice(0).filter((path) => path.startsWith("runs/") || path.startsWith("machines/"));
  expect(came).not.toEqual([]);
  await publishSite(site, target);
  expect(written).toContain("index.html");
  expect(written.filter((path) => came.includes(path))).toEqual([]);
});

test("a folder without a site is refused", async () => {
  const { target } = remembering();
  await expect(publishSite(temporaryDirectory("none"), target)).rejects.toMatchObject({
    code: "bad-option",
  });
});

test("only what never changes may be kept for ever", () => {
  expect(objectHeaders("data/runs-1.js").cacheControl).toContain("immutable");
  expect(objectHeaders("index.html").cacheControl).toBe("no-cache");
  expect(objectHeaders("runs/1.html").cacheControl).not.toContain("immutable");
});

test("the distribution forgets the pages that changed, and the root with the overview", async () => {
  const asked: string[] = [];
  const server = createServer((incoming, response) => {
    let body = "";
    incoming.on("data", (part: Buffer) => (body += part.toString()));
    incoming.on("end", () => {
      asked.push(`${incoming.method} ${incoming.url} ${body}`);
      response.writeHead(201, { "content-type": "text/xml" }).end("<Invalidation><Id>I1</Id></Invalidation>");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const client = new CloudFrontClient({
    region: "us-east-1",
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  await invalidateDistribution(client, "E1", ["index.html", "machines/a.html"]);
  client.destroy();
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatch(/^POST \/\d{4}-\d\d-\d\d\/distribution\/E1\/invalidation/);
  for (const path of ["/index.html", "/machines/a.html", "/"])
    expect(asked[0]).toContain(`<Path>${path}</Path>`);
});
