import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { childrenUsage, usageBetween } from "../../../../runner/measure/children-usage.ts";
import { trackPeakMemory } from "../../../../runner/measure/track-peak-memory.ts";
import { systemFiles } from "../../../../runner/system/system-files.ts";
import { fakeFiles } from "../support/fake-files.ts";

const onLinux = test.runIf(process.platform === "linux");

onLinux("one child's I/O is exact to some bytes of our own reading", async () => {
  const bytes = 20_000_000;
  const before = childrenUsage(process.pid, systemFiles);
  const child = spawn("head", ["-c", String(bytes), "/dev/zero"], { stdio: ["ignore", "ignore", "inherit"] });
  await once(child, "exit");
  const usage = usageBetween(before, childrenUsage(process.pid, systemFiles));
  expect(usage.written_bytes.value).toBeGreaterThanOrEqual(bytes);
  // Node wakes its own threads by writing a byte now and then.
  expect(usage.written_bytes.value).toBeLessThan(bytes + 1000);
  expect(usage.read_bytes.value).toBeGreaterThanOrEqual(bytes);
  // The loader reads the program's libraries.
  expect(usage.read_bytes.value).toBeLessThan(bytes + 50_000);
  expect(usage.user_cpu_s.value).toBeLessThan(5);
});

test("a kernel that shows nothing gives null with reasons", () => {
  const nothing = childrenUsage(1, fakeFiles({}));
  const usage = usageBetween(nothing, nothing);
  for (const value of Object.values(usage)) expect(value).toMatchObject({ value: null });
});

test("a process that is gone before its first reading has no peak", () => {
  const tracker = trackPeakMemory(1, fakeFiles({}));
  tracker.read();
  expect(tracker.stop()).toMatchObject({ value: null });
});

test("the last reading of a process that vanishes counts", () => {
  const files: Record<string, string> = { "/proc/9/status": "VmHWM:\t 2048 kB\n" };
  const tracker = trackPeakMemory(9, { ...fakeFiles({}), text: (path) => files[path] });
  tracker.read();
  delete files["/proc/9/status"];
  tracker.read();
  expect(tracker.stop()).toEqual({ value: 2 });
});
