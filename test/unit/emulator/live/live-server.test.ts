import { request as ask } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { livePage } from "../../../support/live-page.ts";

let live: Awaited<ReturnType<typeof livePage>>;
beforeAll(async () => {
  live = await livePage();
});
afterAll(() => live.close());

/** Fetch sends no Host of the caller's. */
function answer(path: string, options: { readonly method?: string; readonly host?: string } = {}) {
  const { method = "GET", host } = options;
  return new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]>; body: string }>(
    (resolve, reject) => {
      const headers = host === undefined ? {} : { host };
      const asked = ask(new URL(path, live.url), { method, headers }, (response) => {
        let body = "";
        response.on("data", (chunk: Buffer) => (body += chunk.toString()));
        response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body }));
      });
      asked.once("error", reject);
      asked.end();
    },
  );
}

describe("the live page's server", () => {
  test("is on the loopback interface", () => {
    expect(new URL(live.url).hostname).toBe("127.0.0.1");
  });

  test.each(["localhost:8080", "LOCALHOST", "127.0.0.1:1", "[::1]:80"])("answers to %s", async (host) => {
    expect((await answer("/", { host })).status).toBe(200);
  });

  test.each([
    "example.org",
    "localhost.example.org",
    "127.0.0.1.nip.io",
    "10.0.0.1:80",
    "localhost@example.org",
  ])("gives a page of the name %j nothing (DNS rebinding)", async (host) => {
    for (const path of ["/", "/events", "/log?region=us-east-1&job=x"]) {
      const { status, body } = await answer(path, { host });
      expect(status).toBe(421);
      expect(body).not.toContain("<");
    }
  });

  test.each(["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])("takes no %s", async (method) => {
    expect((await answer("/", { method })).status).toBe(405);
  });

  test.each(["/page/live.html", "/%2e%2e/live-server.ts", "/live.html"])(
    "has nothing at %s",
    async (path) => {
      expect((await answer(path)).status).toBe(404);
    },
  );

  test("lets no other page read or frame it, and loads nothing from elsewhere", async () => {
    const { headers } = await answer("/");
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
    });
    expect(headers).not.toHaveProperty("access-control-allow-origin");
  });

  test("knows no log of a job or a region that is not there", async () => {
    expect((await answer("/log?region=us-east-1&job=nothing")).status).toBe(404);
    expect((await answer("/log?region=../x&job=nothing")).status).toBe(404);
  });
});
