import { mkdirSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { serveSite } from "../../../../report/site/serve-site.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

async function serve() {
  const above = temporaryDirectory("served");
  const folder = path.join(above, "site");
  mkdirSync(path.join(folder, "runs"), { recursive: true });
  writeFileSync(path.join(folder, "index.html"), "<p>hello");
  writeFileSync(path.join(folder, "runs", "a.html"), "<p>run");
  writeFileSync(path.join(above, "secret.txt"), "secret");
  const served = await serveSite(folder, 0);
  onTestFinished(() => served.close());
  return served;
}

/** The path as it is: fetch would tidy it. */
function ask(url: string, target: string, headers: Record<string, string> = {}, method = "GET") {
  const { hostname, port } = new URL(url);
  return new Promise<{ status: number; text: string; headers: NodeJS.Dict<string | string[]> }>(
    (resolve, reject) => {
      request({ hostname, port, path: target, headers, method }, (response) => {
        let text = "";
        response.on("data", (part: Buffer) => (text += part.toString()));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, text, headers: response.headers }),
        );
      })
        .on("error", reject)
        .end();
    },
  );
}

test("serves files with their types, and how long they may be kept", async () => {
  const { url } = await serve();
  expect(await ask(url, "/")).toMatchObject({
    status: 200,
    text: "<p>hello",
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-cache" },
  });
  expect(await ask(url, "/runs/a.html?x#y")).toMatchObject({ status: 200, text: "<p>run" });
  expect(await ask(url, "/nothing.html")).toMatchObject({ status: 404 });
});

test.each([
  "/../secret.txt",
  "/%2e%2e/secret.txt",
  "/..%2fsecret.txt",
  "/runs/../../secret.txt",
  "/%00",
  "/%zz",
  "secret.txt",
])("nothing above the site is read by %s", async (target) => {
  const { url } = await serve();
  const { status, text } = await ask(url, target);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(text).not.toContain("secret\n");
});

test("it is read-only, and no name but this machine's leads to it", async () => {
  const { url } = await serve();
  expect(await ask(url, "/", {}, "POST")).toMatchObject({ status: 405 });
  expect(await ask(url, "/", { host: "evil.example" })).toMatchObject({ status: 403 });
});
