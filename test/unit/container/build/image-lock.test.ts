import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withImageLock } from "../../../../container/build/image-lock.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "gcbench-lock-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("one at a time, and the file is gone afterwards", async () => {
  let inside = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, ++inside);
    await sleep(10);
    inside--;
  };
  await Promise.all([1, 2, 3].map(() => withImageLock("localhost/a:1", work, { folder })));
  expect(most).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

test("the lock of a process that is gone is taken over", async () => {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  await writeFile(join(folder, "a.lock"), JSON.stringify({ pid, since: "then", id: "dead" }));
  expect(await withImageLock("a", async () => "done", { folder })).toBe("done");
});

test("a failure releases it, and an abort ends the wait", async () => {
  const fail = withImageLock("a", () => Promise.reject(new Error("no")), { folder });
  await expect(fail).rejects.toThrow("no");
  const held = { pid: process.pid, since: "now", id: "held" };
  await writeFile(join(folder, "a.lock"), JSON.stringify(held));
  const waited: number[] = [];
  const abort = new AbortController();
  const options = { folder, signal: abort.signal, onWait: (pid: number) => waited.push(pid) };
  const waiting = withImageLock("a", async () => {}, options);
  setTimeout(() => abort.abort(new Error("interrupted")), 30);
  await expect(waiting).rejects.toThrow();
  expect(waited).toEqual([process.pid]);
});
