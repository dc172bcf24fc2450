import { assert, integer, property, record } from "fast-check";
import { expect, test } from "vitest";
import { triadArrayBytes } from "../../../../runner/canary/triad-array-bytes.ts";
import { lastLevelCacheBytes } from "../../../../runner/environment/last-level-cache.ts";
import { fakeFiles } from "../support/fake-files.ts";

const mebibyte = 1024 ** 2;

interface Cache {
  readonly level: number;
  readonly size: string;
  /** CPUs that share one. */
  readonly shared: number;
}

function machine(cpus: number, caches: readonly Cache[], availableMiB = 30_000): Record<string, string> {
  const files: Record<string, string> = { "/proc/meminfo": `MemAvailable:   ${availableMiB * 1024} kB\n` };
  for (let cpu = 0; cpu < cpus; cpu += 1) {
    for (const [index, { level, size, shared }] of caches.entries()) {
      const folder = `/sys/devices/system/cpu/cpu${cpu}/cache/index${index}`;
      const first = Math.floor(cpu / shared) * shared;
      files[`${folder}/level`] = `${level}\n`;
      files[`${folder}/size`] = `${size}\n`;
      files[`${folder}/shared_cpu_list`] = `${first}-${first + shared - 1}\n`;
    }
  }
  return files;
}

const l1 = { level: 1, size: "32K", shared: 1 };
const l2 = { level: 2, size: "1024K", shared: 1 };

test("every last-level cache counts once, however many CPUs share it", () => {
  const genoa = machine(16, [l1, l2, { level: 3, size: "32768K", shared: 8 }]);
  expect(lastLevelCacheBytes(fakeFiles(genoa))).toBe(64 * mebibyte);
  expect(triadArrayBytes(fakeFiles(genoa))).toEqual({ value: 256 * mebibyte });
});

test("where the last level is hidden or nothing is described, arrays are still larger than any cache", () => {
  expect(triadArrayBytes(fakeFiles(machine(2, [l1, l2])))).toEqual({ value: 128 * mebibyte });
  expect(lastLevelCacheBytes(fakeFiles(machine(2, [])))).toBeUndefined();
  expect(triadArrayBytes(fakeFiles(machine(2, [])))).toEqual({ value: 256 * mebibyte });
});

test("too little memory is a reason, not smaller arrays", () => {
  const files = machine(2, [{ level: 3, size: "32M", shared: 2 }], 767);
  const size = triadArrayBytes(fakeFiles(files));
  expect(size).toEqual({
    value: null,
    reason: expect.stringContaining("more than half of the 767 MiB available") as string,
  });
  const limited = machine(2, [{ level: 3, size: "32M", shared: 2 }]);
  limited["/proc/self/cgroup"] = "0::/\n";
  limited["/sys/fs/cgroup/memory.max"] = String(512 * mebibyte);
  expect(triadArrayBytes(fakeFiles(limited)).value).toBeNull();
  expect(triadArrayBytes(fakeFiles({})).value).toBeNull();
});

test("arrays are never less than four times the caches, and never take more than half of the memory", () => {
  const sizes = record({
    cpus: integer({ min: 1, max: 32 }),
    shared: integer({ min: 1, max: 32 }),
    cacheMiB: integer({ min: 1, max: 512 }),
    availableMiB: integer({ min: 1, max: 100_000 }),
  });
  assert(
    property(sizes, ({ cpus, shared, cacheMiB, availableMiB }) => {
      const files = fakeFiles(machine(cpus, [l1, { level: 3, size: `${cacheMiB}M`, shared }], availableMiB));
      const { value } = triadArrayBytes(files);
      const needed = Math.ceil(cpus / shared) * cacheMiB * 4;
      if (value === null) return 3 * Math.max(needed, 128) > availableMiB / 2;
      return value >= needed * mebibyte && 3 * value <= (availableMiB * mebibyte) / 2;
    }),
  );
});
