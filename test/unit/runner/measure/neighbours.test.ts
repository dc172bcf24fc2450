import { expect, test } from "vitest";
import { neighbours } from "../../../../contract/neighbours.ts";
import { neighboursBetween, readCounters } from "../../../../runner/measure/neighbours.ts";
import { systemFiles } from "../../../../runner/system/system-files.ts";
import { fakeFiles } from "../support/fake-files.ts";

/** A machine of two CPUs with 1000 ticks each, of which some were busy or stolen. */
const stat = ({ user = 0, steal = 0 }) =>
  `cpu  ${user} 0 0 ${2000 - user - steal} 0 0 0 ${steal} 0 0\ncpu0 0 0 0 0 0 0 0 0 0 0\ncpu1 0 0 0 0 0 0 0 0 0 0\nintr 1\n`;

const psi = (some: number, full: number) =>
  `some avg10=0.00 avg60=0.00 avg300=0.00 total=${some}\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=${full}\n`;

const quiet = {
  "/proc/self/cgroup": "0::/job\n",
  "/sys/fs/cgroup/job/cpu.stat": "usage_usec 1\nnr_periods 0\nnr_throttled 0\nthrottled_usec 0\n",
  "/proc/stat": stat({}),
  "/proc/loadavg": "1.50 1.00 0.50 2/300 99\n",
  "/proc/pressure/cpu": psi(1000, 0),
  "/proc/pressure/memory": psi(0, 0),
  "/proc/pressure/io": psi(0, 0),
};

const between = (after: Record<string, string>, before: Record<string, string> = quiet) =>
  neighboursBetween(readCounters(fakeFiles(before)), readCounters(fakeFiles({ ...before, ...after })), {
    wallSeconds: 10,
    cpuSeconds: { value: 18 },
  });

test("a quiet machine: its CPUs were the workload's, and nothing waited", () => {
  expect(between({ "/proc/stat": stat({ user: 1850 }), "/proc/loadavg": "2.00 1 1 2/300 99\n" })).toEqual({
    throttled_s: { value: 0 },
    throttled_periods_share: { value: null, reason: "the control groups have no CPU quota" },
    pressure: {
      cpu_some_s: { value: 0 },
      memory_some_s: { value: 0 },
      memory_full_s: { value: 0 },
      io_some_s: { value: 0 },
      io_full_s: { value: 0 },
    },
    steal_s: { value: 0 },
    other_cpu_s: { value: 0.5 },
    load_1min: { start: { value: 1.5 }, end: { value: 2 } },
    disturbances: [],
  });
});

test.each([
  [
    { "/sys/fs/cgroup/job/cpu.stat": "nr_periods 100\nnr_throttled 25\nthrottled_usec 2500000\n" },
    { throttled_s: { value: 2.5 }, throttled_periods_share: { value: 0.25 } },
    "25 % of the periods of its CPU quota it was throttled",
  ],
  [
    { "/proc/stat": stat({ user: 1800, steal: 60 }) },
    { steal_s: { value: 0.6 } },
    "3.0 % of the CPUs' time was stolen by the hypervisor",
  ],
  [
    { "/proc/stat": stat({ user: 2000 }) },
    { other_cpu_s: { value: 2 } },
    "10 % of the CPUs' time went to other processes",
  ],
  [
    { "/proc/pressure/memory": psi(900_000, 500_000) },
    { pressure: { memory_some_s: { value: 0.9 }, memory_full_s: { value: 0.5 } } },
    "5.0 % of the time everything waited for memory",
  ],
])("%j is seen and said", (after, measured, disturbance) => {
  const seen = between(after);
  expect(seen).toMatchObject(measured);
  expect(seen.disturbances).toEqual([disturbance]);
});

test("control groups of version 1 count nanoseconds, and those of a parent count too", () => {
  const before = {
    "/proc/self/cgroup": "2:cpuacct:/a\n1:cpu:/a/b\n0::/\n",
    "/sys/fs/cgroup/cpu/a/b/cpu.stat": "nr_periods 0\nnr_throttled 0\nthrottled_time 0\n",
    "/sys/fs/cgroup/cpu/a/cpu.stat": "nr_periods 10\nnr_throttled 5\nthrottled_time 1000000000\n",
  };
  const after = {
    "/sys/fs/cgroup/cpu/a/cpu.stat": "nr_periods 30\nnr_throttled 15\nthrottled_time 4000000000\n",
  };
  expect(between(after, before)).toMatchObject({
    throttled_s: { value: 3 },
    throttled_periods_share: { value: 0.5 },
  });
});

test("a machine that shows nothing: null with reasons, and never a disturbance", () => {
  const seen = between({}, {});
  expect(seen.disturbances).toEqual([]);
  const { pressure, load_1min, disturbances: _, ...rest } = seen;
  for (const value of [...Object.values(rest), ...Object.values(pressure), ...Object.values(load_1min)]) {
    expect(value).toMatchObject({
      value: null,
      reason: expect.stringMatching(/^this machine does not show/),
    });
  }
});

test("what this machine shows fits the schema of results", () => {
  const before = readCounters(systemFiles);
  const seen = neighboursBetween(before, readCounters(systemFiles), {
    wallSeconds: 1,
    cpuSeconds: { value: 0 },
  });
  expect(neighbours.parse(seen)).toEqual(seen);
});
