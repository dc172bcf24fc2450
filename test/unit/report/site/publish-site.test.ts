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
import type { SiteTarget } from "../../../../report/site/target/site-target.ts";
import { syntheticResult, writeResult } from "../../../support/synthetic-result.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

/** A place that remembers in which order it was written to. */
function remembering(there: readonly string[] = []) {
  const paths = new Set(there);
  const written: string[] = [];
  const target: SiteTarget = {
    uri: "s3://bucket",
    read: async () => null,
    write: async (path) => {
      written.push(path);
      paths.add(path);
    },
    remove: async (path) => {
      paths.delete(path);
    },
  };
  return { target, paths, written };
}

async function builtSite(): Promise<string> {
  const [results, site] = [temporaryDirectory("results"), temporaryDirectory("site")];
  writeResult(results, syntheticResult());
  const store = folderStore(results);
  await updateIndex(store);
  await buildSite([store], folderTarget(site), { version: "0.1.0", region: "us-east-1" });
  return site;
}

test("pages come after what they name; what is there under its content's name is not written again", async () => {
  const site = await builtSite();
  const first = remembering();
  const { changed } = await publishSite(site, first.target, first.paths);
  const firstPage = first.written.findIndex((path) => changed.includes(path));
  const lastFixed = first.written.findLastIndex((path) => /^(?:assets|data)\//.test(path));
  expect(lastFixed).toBeLessThan(firstPage);
  expect(changed.toSorted()).toEqual([
    "compare.html",
    "estimate.html",
    "history.html",
    "index.html",
    "machines.html",
    "machines/c7g.4xlarge.html",
  ]);
  const again = remembering([...first.paths, "data/runs-0000000000000000.js"]);
  const second = await publishSite(site, again.target, new Set(again.paths));
  expect(second.unchanged).toBeGreaterThan(5);
  expect(again.written.filter((path) => /^(?:assets|data)\//.test(path))).toEqual([]);
  expect(again.paths).not.toContain("data/runs-0000000000000000.js");
});

test("a folder without a site is refused", async () => {
  const { target } = remembering();
  await expect(publishSite(temporaryDirectory("none"), target, new Set())).rejects.toMatchObject({
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
