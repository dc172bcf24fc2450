import { spawn } from "node:child_process";
import { once } from "node:events";
import * as fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { threadPlacement } from "../../../../contract/thread-placement.ts";
import { allowedCpus } from "../../../../runner/environment/cpu-topology.ts";
import { describePlacement, type SeenThread } from "../../../../runner/measure/describe-placement.ts";
import { trackThreads } from "../../../../runner/measure/track-threads.ts";
import { systemFiles } from "../../../../runner/system/system-files.ts";
import { fakeFiles } from "../support/fake-files.ts";

const onLinux = test.runIf(process.platform === "linux");

const thread = (cpus: string, cpuSeconds = 10): SeenThread => ({ cpus, cpuSeconds, lastCpu: 0 });
const fourCpus = { most: 4, lastReading: 10, container: "0-3" };
const bound = { threads: 4, binding: "bound" } as const;
const unbound = { threads: 4, binding: "unbound" } as const;
const each = ["0", "1", "2", "3"].map((cpus) => thread(cpus));
const anywhere = each.map(() => thread("0-3"));

test("threads and placement that are as asked have no difference", () => {
  expect(describePlacement(each, fourCpus, bound)).toMatchObject({
    threads: 4,
    working_threads: 4,
    binding: "bound",
    differences: { value: [] },
  });
  expect(describePlacement(anywhere, fourCpus, unbound).differences).toEqual({ value: [] });
});

test.each([
  ["fewer threads", each.slice(0, 3), { ...fourCpus, most: 3 }, bound, "threads: asked 4, seen 3"],
  [
    "more threads that work",
    [...anywhere, thread("0-3")],
    { ...fourCpus, most: 5 },
    unbound,
    "threads: asked 4, 5 of the 5 seen did the work",
  ],
  ["no binding", anywhere, fourCpus, bound, "placement: asked bound, seen unbound"],
  ["binding that nobody asked for", each, fourCpus, unbound, "placement: asked unbound, seen bound"],
  [
    "two on one core",
    [...each.slice(0, 3), thread("2")],
    fourCpus,
    bound,
    "placement: 2 threads share CPU 2",
  ],
  [
    "half of them bound",
    [...each.slice(0, 2), ...anywhere.slice(2)],
    fourCpus,
    bound,
    "placement: asked bound, seen mixed",
  ],
])("%s is a difference to what was asked", (_, threads, circumstances, asked, difference) => {
  expect(describePlacement(threads, circumstances, asked).differences).toEqual({ value: [difference] });
});

test("threads that find no work are counted, and no difference", () => {
  const idle = [...each.slice(0, 2), thread("2", 0), thread("3", 0.05)];
  expect(describePlacement(idle, fourCpus, bound)).toMatchObject({
    threads: 4,
    working_threads: 2,
    differences: { value: [] },
  });
});

test("a library's idle helper is no difference, and one CPU leaves nothing to bind", () => {
  const helped = [...each, thread("0-3", 0.01)];
  expect(describePlacement(helped, { ...fourCpus, most: 5 }, bound).differences).toEqual({ value: [] });
  const single = { most: 1, lastReading: 10, container: "0" };
  expect(describePlacement([thread("0")], single, { threads: 1, binding: "bound" }).differences).toEqual({
    value: [],
  });
});

test("a run too short to tell is not compared", () => {
  const short = [thread("0-3", 0.3), thread("0-3", 0)];
  expect(describePlacement(short, fourCpus, bound).differences).toMatchObject({
    value: null,
    reason: expect.stringContaining("0.30 s of CPU"),
  });
});

test("whatever is seen fits the schema of results", () => {
  const anyThread = fc.record({
    cpus: fc.constantFrom("0", "1-2", "0-3"),
    cpuSeconds: fc.float({ min: 0, max: 1e6, noNaN: true }),
    lastCpu: fc.nat(191),
  });
  fc.assert(
    fc.property(fc.array(anyThread, { minLength: 1 }), fc.nat({ max: 200 }), (threads, asked) => {
      const placement = describePlacement(threads, fourCpus, { ...bound, threads: asked });
      expect(threadPlacement.parse(placement)).toEqual(placement);
      expect(placement.working_threads).toBeLessThanOrEqual(threads.length);
    }),
  );
});

onLinux("a process that is held to one CPU is seen there, whatever it says of itself", async () => {
  const child = spawn("taskset", ["-c", "0", "sh", "-c", "echo ready; read _"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  const tracker = trackThreads(child.pid ?? 0, bound, systemFiles);
  tracker.read();
  const { value } = tracker.stop();
  expect(value).toMatchObject({ threads: 1, per_thread: [{ cpus: "0", last_cpu: 0 }] });
  expect(value?.cpus).toBe(allowedCpus(systemFiles.text("/proc/self/status") ?? ""));
});

onLinux("every thread of a process is seen, with the time that the kernel gave it", () => {
  const tracker = trackThreads(process.pid, bound, systemFiles);
  tracker.read();
  const { value } = tracker.stop();
  expect(value?.per_thread.length).toBeGreaterThan(1);
  const seen = value?.per_thread.reduce((sum, { cpu_s }) => sum + cpu_s, 0) ?? 0;
  const { user, system } = process.cpuUsage();
  // Threads that have ended count in the process, not in the list; times are rounded to 0.01 s each.
  expect(seen).toBeGreaterThan(0);
  expect(seen).toBeLessThan((user + system) / 1e6 + 0.01 * (value?.per_thread.length ?? 0));
});

test("threads that come and go are all kept, and a process that was never seen has a reason", () => {
  const stat = (ticks: number) => `7 (a) name) R ${"0 ".repeat(10)}${ticks} 0 ${"0 ".repeat(23)}3 0`;
  const status = "Threads:\t2\nCpus_allowed_list:\t0-3\n";
  const files: Record<string, string> = {
    "/proc/self/status": "Cpus_allowed_list:\t0-3\n",
    "/proc/9/status": status,
    "/proc/9/task/9/stat": stat(200),
    "/proc/9/task/9/status": status,
    "/proc/9/task/10/stat": stat(100),
    "/proc/9/task/10/status": status,
  };
  const changing = {
    ...fakeFiles(files),
    text: (path: string) => files[path],
    list: (path: string) => fakeFiles(files).list(path),
  };
  const tracker = trackThreads(9, unbound, changing);
  tracker.read();
  delete files["/proc/9/task/10/stat"];
  files["/proc/9/task/9/stat"] = stat(300);
  tracker.read();
  expect(tracker.stop().value).toMatchObject({
    threads: 2,
    per_thread: [
      { cpu_s: 3, last_cpu: 3, cpus: "0-3" },
      { cpu_s: 1, last_cpu: 3, cpus: "0-3" },
    ],
  });
  expect(trackThreads(1, unbound, fakeFiles({})).stop()).toEqual({
    value: null,
    reason: "the workload ended before its threads could be read",
  });
});
