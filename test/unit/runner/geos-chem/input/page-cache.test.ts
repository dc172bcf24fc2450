import { spawn } from "node:child_process";
import { once } from "node:events";
import { statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { setPageCache } from "../../../../../runner/geos-chem/input/page-cache.ts";
import { childrenUsage, usageBetween } from "../../../../../runner/measure/children-usage.ts";
import { foundCache } from "../../../../../runner/measure/found-cache.ts";
import { systemFiles } from "../../../../../runner/system/system-files.ts";
import { temporaryDirectory } from "../../support/ports.ts";

const bytes = 8 * 1024 ** 2;
const ext4 = 0xef53;
const never = new AbortController().signal;

/** What a program meets that reads a file. */
async function met(path: string) {
  const before = childrenUsage(process.pid, systemFiles);
  await once(spawn("cat", [path], { stdio: ["ignore", "ignore", "inherit"] }), "exit");
  const usage = usageBetween(before, childrenUsage(process.pid, systemFiles));
  return foundCache({
    throughCalls: usage.read_bytes,
    fromStorage: usage.storage_read_bytes,
    inputBytes: bytes,
    fileSystem: statfsSync(path).type,
  });
}

// Where there is no disk, nothing is cold.
test.runIf(process.platform === "linux" && statfsSync(".").type === ext4)(
  "a file that is dropped is met cold, one that is read is met warm, and the next reader meets it warm",
  async () => {
    const path = join(temporaryDirectory(), "file with spaces.nc4");
    writeFileSync(path, Buffer.alloc(bytes, 1));
    expect(await met(path)).toEqual({ value: "warm" });
    expect(await setPageCache("cold", { paths: [path], bytes }, undefined, never)).toEqual({ value: "cold" });
    expect(await met(path)).toEqual({ value: "cold" });
    expect(await met(path)).toEqual({ value: "warm" });
    await setPageCache("cold", { paths: [path], bytes }, undefined, never);
    expect(await setPageCache("warm", { paths: [path], bytes }, 2 * bytes, never)).toEqual({ value: "warm" });
    expect(await met(path)).toEqual({ value: "warm" });
  },
);

test.each([
  ["as-found", ["a"], 1, /as-found/],
  ["warm", [], 1, /no file/],
  ["warm", ["/nonexistent/a.nc"], 1, /ENOENT/],
  ["cold", ["/nonexistent/a.nc"], 1, /page cache failed: .*nonexistent/],
  ["warm", ["a"], 4096, /4\.0 KiB, more than the 2\.0 KiB of memory available/],
] as const)("%s with %j: null with the reason, and the run goes on", async (wanted, paths, size, reason) => {
  expect(await setPageCache(wanted, { paths, bytes: size }, 2048, never)).toMatchObject({
    value: null,
    reason: expect.stringMatching(reason),
  });
});

test("an interrupted job does not wait for its files", async () => {
  const path = join(temporaryDirectory(), "a.nc");
  writeFileSync(path, "x");
  for (const wanted of ["warm", "cold"] as const) {
    expect(
      await setPageCache(wanted, { paths: [path], bytes: 1 }, undefined, AbortSignal.abort()),
    ).toMatchObject({
      value: null,
    });
  }
});

test("what was met: by the share that came from storage, and never where that is not counted", () => {
  const of = (fromStorage: number, fileSystem: number | undefined = ext4, inputBytes = 1000) =>
    foundCache({
      throughCalls: { value: 2000 },
      fromStorage: { value: fromStorage },
      inputBytes,
      fileSystem,
    });
  expect([of(0), of(20), of(21), of(499), of(500), of(5000)].map(({ value }) => value)).toEqual([
    "warm",
    "warm",
    "partly",
    "partly",
    "cold",
    "cold",
  ]);
  expect(of(0, 0x12345)).toMatchObject({ value: null });
  expect(of(0, 0x01021994)).toEqual({ value: "warm" });
  expect(of(0, ext4, 0)).toMatchObject({ value: null });
  const unknown = { value: null, reason: "hidden" };
  const read = { throughCalls: { value: 1 }, fromStorage: unknown, inputBytes: 1, fileSystem: ext4 };
  expect(foundCache(read)).toEqual(unknown);
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (less, more) => {
      const order = ["warm", "partly", "cold"];
      const rank = (storage: number) => order.indexOf(of(storage).value ?? "");
      expect(rank(less)).toBeLessThanOrEqual(rank(less + more));
    }),
  );
});
