import { describe, expect, test } from "vitest";
import {
  availableMemoryMiB,
  observeMemory,
  observeMemoryLimit,
  outOfMemoryKills,
} from "../../../../runner/system/memory.ts";
import { fakeFiles } from "../support/fake-files.ts";

const unlimitedV1 = "9223372036854771712\n";

test.each([
  [
    "version 2, own namespace",
    { "/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/memory.max": "32212254720\n" },
    30_720,
  ],
  [
    "version 2, limit of a parent",
    {
      "/proc/self/cgroup": "0::/batch/job\n",
      "/sys/fs/cgroup/batch/job/memory.max": "max\n",
      "/sys/fs/cgroup/batch/memory.max": "1073741824\n",
    },
    1024,
  ],
  [
    "version 1, the host's path, the container's mount",
    {
      "/proc/self/cgroup": "5:cpu,cpuacct:/docker/x\n4:memory:/docker/x\n0::/\n",
      "/sys/fs/cgroup/memory/memory.limit_in_bytes": "536870912\n",
    },
    512,
  ],
  [
    "version 1, tightest of several",
    {
      "/proc/self/cgroup": "4:memory:/a/b\n",
      "/sys/fs/cgroup/memory/a/b/memory.limit_in_bytes": unlimitedV1,
      "/sys/fs/cgroup/memory/a/memory.limit_in_bytes": "2147483648\n",
      "/sys/fs/cgroup/memory/memory.limit_in_bytes": unlimitedV1,
    },
    2048,
  ],
])("%s", (_name, files, mebibytes) => {
  expect(observeMemoryLimit(fakeFiles(files))).toEqual({ value: mebibytes });
});

test("no limit and no control group are different reasons", () => {
  const none = { "/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/memory.max": "max\n" };
  expect(observeMemoryLimit(fakeFiles(none))).toEqual({
    value: null,
    reason: "the control group sets no limit",
  });
  expect(observeMemoryLimit(fakeFiles({}))).toMatchObject({
    reason: "no control group of memory can be read",
  });
});

test("out-of-memory kills of both versions", () => {
  const v2 = { "/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/memory.events": "low 0\noom 1\noom_kill 2\n" };
  const v1 = {
    "/proc/self/cgroup": "4:memory:/\n",
    "/sys/fs/cgroup/memory/memory.oom_control": "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n",
  };
  expect([v2, v1, {}].map((files) => outOfMemoryKills(fakeFiles(files)))).toEqual([2, 3, undefined]);
});

test("memory of the machine", () => {
  expect(
    observeMemory(fakeFiles({ "/proc/meminfo": "MemTotal:       32431980 kB\nMemFree: 1 kB\n" })),
  ).toEqual({
    value: 31_672,
  });
  expect(observeMemory(fakeFiles({}))).toMatchObject({ value: null });
});

describe("memory that can still be had", () => {
  const mib = (count: number) => `${count * 1024 ** 2}\n`;
  const machine = { "/proc/meminfo": `MemAvailable: ${20_000 * 1024} kB\n` };
  const version2 = (current: number, file: number) => ({
    ...machine,
    "/proc/self/cgroup": "0::/job\n",
    "/sys/fs/cgroup/job/memory.max": mib(8000),
    "/sys/fs/cgroup/job/memory.current": mib(current),
    "/sys/fs/cgroup/job/memory.stat": `anon 1\ninactive_file ${mib(file)}active_file 0\n`,
  });

  test.each([
    ["what is used is not available", version2(3000, 0), 5000],
    ["but file pages are given back", version2(7900, 7000), 7100],
    [
      "the machine has less than the limit",
      { ...version2(0, 0), "/proc/meminfo": "MemAvailable: 1024 kB\n" },
      1,
    ],
    ["a group above its limit has none", version2(9000, 0), 0],
    ["no limit", machine, 20_000],
    [
      "a parent that others use up",
      {
        ...version2(1000, 0),
        "/sys/fs/cgroup/memory.max": mib(10_000),
        "/sys/fs/cgroup/memory.current": mib(9000),
      },
      1000,
    ],
    [
      "version 1",
      {
        ...machine,
        "/proc/self/cgroup": "4:memory:/\n",
        "/sys/fs/cgroup/memory/memory.limit_in_bytes": mib(4000),
        "/sys/fs/cgroup/memory/memory.usage_in_bytes": mib(3500),
        "/sys/fs/cgroup/memory/memory.stat": `inactive_file 1\ntotal_inactive_file ${mib(400)}total_active_file ${mib(100)}`,
      },
      1000,
    ],
  ])("%s", (_, files, available) => {
    expect(availableMemoryMiB(fakeFiles(files))).toBe(available);
  });

  test("unknown where the kernel does not say", () => {
    expect(availableMemoryMiB(fakeFiles({}))).toBeUndefined();
  });
});
