import { expect, test } from "vitest";
import type { BenchmarkConfig } from "../../../../contract/benchmark-config.ts";
import { stackLimit, threadSettings } from "../../../../runner/system/thread-settings.ts";
import { parsedConfig } from "../support/benchmark.ts";

const native = { emulated: false };
const machine = (cpus: number) => ({ available: cpus, allowed: cpus });
const asking = (vcpus: number, more: object = {}) => ({
  ...parsedConfig(more),
  hardware: { ...parsedConfig().hardware, vcpus },
});
const bindOf = (config: BenchmarkConfig, cpus: number, env: NodeJS.ProcessEnv = {}, how = native) =>
  threadSettings(config, machine(cpus), env, how).variables.OMP_PROC_BIND;

test("as many threads as vCPUs were asked for, bound when the job has the machine to itself", () => {
  const { threads, variables, binding, notes } = threadSettings(parsedConfig(), machine(16), {}, native);
  expect({ threads, binding, notes }).toEqual({
    threads: 15,
    binding: "bound",
    notes: ["threads are bound to cores: the job asked for 15 vCPUs of the 16 that it may run on"],
  });
  expect(variables).toEqual({
    OMP_NUM_THREADS: "15",
    OMP_PROC_BIND: "close",
    OMP_PLACES: "cores",
    OMP_STACKSIZE: "500m",
    OMP_DYNAMIC: "false",
  });
});

test("fewer CPUs than asked are used and said", () => {
  const { threads, notes, variables } = threadSettings(parsedConfig(), machine(2), {}, native);
  // Smaller than asked is somebody's own machine, which has other things to do on its cores.
  expect({ threads, bind: variables.OMP_PROC_BIND }).toEqual({ threads: 2, bind: "false" });
  expect(notes[0]).toBe("2 threads instead of the 15 vCPUs asked for: only 2 CPUs are available");
});

test.each([16, 48, 192])(
  "one policy along a curve of threads on %s vCPUs, whether or not they fill it",
  (cpus) => {
    const curve = Array.from({ length: cpus }, (_, index) =>
      bindOf(asking(cpus, { workload: { threads: index + 1 } }), cpus),
    );
    expect(new Set(curve)).toEqual(new Set(["close"]));
    const beside = Array.from({ length: cpus }, (_, index) =>
      bindOf(asking(Math.floor(cpus / 2), { workload: { threads: index + 1 } }), cpus),
    );
    expect(new Set(beside)).toEqual(new Set(["false"]));
  },
);

test.each([
  [15, 16, "close"],
  [14, 16, "false"],
  [9, 16, "false"],
  [1, 2, "close"],
  [60, 64, "close"],
  [59, 64, "false"],
  [180, 192, "close"],
  [17, 16, "false"],
])("a job of %s vCPUs on %s: OMP_PROC_BIND=%s", (vcpus, cpus, bind) => {
  expect(bindOf(asking(vcpus, { workload: { threads: 1 } }), cpus)).toBe(bind);
});

test("the machine is what the job may run on, not what a quota leaves of it", () => {
  const settings = threadSettings(asking(8), { available: 8, allowed: 64 }, {}, native);
  expect(settings.binding).toBe("unbound");
});

test("emulated threads are not bound: the cores are the host's", () => {
  expect(bindOf(parsedConfig(), 16, {}, { emulated: true })).toBe("false");
});

test("the config may decide it, for jobs of different sizes that are compared", () => {
  expect(bindOf(asking(4, { workload: { binding: "cores" } }), 16)).toBe("close");
  expect(bindOf(asking(16, { workload: { binding: "none" } }), 16)).toBe("false");
});

test("threads that the config names are used as they are, and said when they share CPUs", () => {
  const { threads, notes, variables } = threadSettings(
    asking(2, { workload: { threads: 4 } }),
    machine(2),
    {},
    native,
  );
  expect({ threads, bind: variables.OMP_PROC_BIND }).toEqual({ threads: 4, bind: "false" });
  expect(notes.join()).toContain("4 threads, as the config says, share 2 CPUs");
});

test("placement that the job definition sets is kept", () => {
  const env = { OMP_PROC_BIND: "spread", OMP_PLACES: "threads", OMP_NUM_THREADS: "99" };
  expect(threadSettings(parsedConfig(), machine(16), env, native).variables).toMatchObject({
    OMP_PROC_BIND: "spread",
    OMP_PLACES: "threads",
    OMP_NUM_THREADS: "15",
  });
});

test("the stack limit from /proc/self/limits", () => {
  expect(
    stackLimit("Limit Soft\nMax stack size             unlimited            unlimited            bytes\n"),
  ).toBe("unlimited");
  expect(stackLimit(undefined)).toBeUndefined();
});
