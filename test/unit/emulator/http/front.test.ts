import http from "node:http";
import { describe, expect, test } from "vitest";
import { frontOn, logStore } from "./front-on.ts";

describe("the front", () => {
  test("listens on every address and answers for its health", async () => {
    const address = { host: "127.0.0.1", port: 0 };
    const front = await frontOn({ addresses: [address, address], health: () => ({ jobs: 3 }) });
    expect(new Set(front.urls).size).toBe(2);
    for (const url of front.urls) {
      expect(await (await fetch(`${url}/_gcbench/health`)).json()).toEqual({ status: "ok", jobs: 3 });
    }
    await front.close();
  });

  test("is emptied by a POST, also where moto's tests ask for it; nobody's web page can", async () => {
    let resets = 0;
    const front = await frontOn({
      reset: async () => {
        resets += 1;
      },
    });
    const ask = (path: string, init: RequestInit = { method: "POST" }) =>
      fetch(`${front.urls[0]}${path}`, init);
    for (const path of ["/_gcbench/reset", "/moto-api/reset"]) {
      expect(await (await ask(path)).json()).toEqual({ status: "ok" });
    }
    expect(resets).toBe(2);
    expect((await ask("/_gcbench/reset", {})).status).toBe(405);
    const headers = { origin: "https://example.com" };
    expect((await ask("/_gcbench/reset", { method: "POST", headers })).status).toBe(403);
    expect(resets).toBe(2);
    await front.close();
    const other = await frontOn();
    const refused = await fetch(`${other.urls[0]}/_gcbench/reset`, { method: "POST" });
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining("cannot be reset")]);
    await other.close();
  });

  test("a port in use is named, and nothing stays open", async () => {
    const first = await frontOn();
    const port = Number(new URL(first.urls[0] ?? "").port);
    const free = { host: "127.0.0.1", port: 0 };
    await expect(frontOn({ addresses: [free, { host: "127.0.0.1", port }] })).rejects.toMatchObject({
      code: "port-in-use",
      message: `Port ${port} on 127.0.0.1 is in use.`,
    });
    await first.close();
  });

  test("an address that is not this machine's is named", async () => {
    await expect(frontOn({ addresses: [{ host: "192.0.2.1", port: 0 }] })).rejects.toMatchObject({
      code: "cannot-listen",
    });
  });

  test("closes at once with connections open and a request under way", async () => {
    const front = await frontOn({ logs: logStore(), api: { ListJobs: () => new Promise(() => {}) } });
    const broken = new Promise((resolve) => {
      const request = http.request(`${front.urls[0]}/v1/listjobs`, {
        method: "POST",
        agent: new http.Agent({ keepAlive: true }),
      });
      request.on("error", resolve);
      request.end("{}");
    });
    await fetch(`${front.urls[0]}/_gcbench/health`);
    const start = performance.now();
    await front.close();
    expect(performance.now() - start).toBeLessThan(1000);
    await expect(broken).resolves.toBeInstanceOf(Error);
  });

  test("a log line for every request", async () => {
    const front = await frontOn({ api: { ListJobs: () => ({ jobSummaryList: [] }) } });
    await fetch(`${front.urls[0]}/v1/listjobs`, { method: "POST", body: "{}" }).then((response) =>
      response.text(),
    );
    await front.close();
    expect(front.entries).toMatchObject([
      { method: "POST", path: "/v1/listjobs", service: "batch", operation: "ListJobs", status: 200 },
    ]);
    expect(front.entries[0]?.milliseconds).toBeGreaterThan(0);
  });
});
