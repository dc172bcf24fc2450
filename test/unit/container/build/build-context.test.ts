import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { contextTar, folderEntries } from "../../../../container/build/build-context.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "gcbench-context-"));
  await mkdir(join(folder, "src"));
  await mkdir(join(folder, "build-arm64"));
  await writeFile(join(folder, "CMakeLists.txt"), "project(p)");
  await writeFile(join(folder, "src", "a.f90"), "end");
  await writeFile(join(folder, "build-arm64", "a.o"), "object");
  await writeFile(join(folder, ".hidden"), "");
});
afterEach(() => rm(folder, { recursive: true }));

test("takes a folder's files, without hidden and skipped ones", async () => {
  const entries = await folderEntries(folder, "proxy", (path) => path.startsWith("build"));
  expect(entries.map((entry) => entry.path).sort()).toEqual(["proxy/CMakeLists.txt", "proxy/src/a.f90"]);
});

test("gives the same bytes whatever the order and the time", async () => {
  const file = join(folder, "CMakeLists.txt");
  const a = { path: "a", content: "1" };
  const b = { path: "b", mode: 0o755, file };
  const first = await buffer(contextTar([a, b]));
  await writeFile(file, "project(p)");
  expect(await buffer(contextTar([b, a]))).toEqual(first);
});

test("a file that is gone ends the stream with an error", async () => {
  const missing = { path: "node", file: join(folder, "none") };
  await expect(buffer(contextTar([missing]))).rejects.toThrow("ENOENT");
});
