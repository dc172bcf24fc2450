import { expect, test } from "vitest";
import { stackLimit, threadSettings } from "../../../../runner/system/thread-settings.ts";
import { parsedConfig } from "../support/benchmark.ts";

const native = { emulated: false };

test("as many threads as vCPUs were asked for, bound when the job has the machine to itself", () => {
  const { threads, variables, notes } = threadSettings(parsedConfig(), 16, {}, native);
  expect({ threads, notes }).toEqual({ threads: 15, notes: [] });
  expect(variables).toEqual({
    OMP_NUM_THREADS: "15",
    OMP_PROC_BIND: "close",
    OMP_PLACES: "cores",
    OMP_STACKSIZE: "500m",
    OMP_DYNAMIC: "false",
  });
});

test("fewer CPUs than asked are used and said", () => {
  const { threads, notes, variables } = threadSettings(parsedConfig(), 2, {}, native);
  // Smaller than asked is somebody's own machine, which has other things to do on its cores.
  expect({ threads, bind: variables.OMP_PROC_BIND }).toEqual({ threads: 2, bind: "false" });
  expect(notes).toEqual(["2 threads instead of the 15 vCPUs asked for: only 2 CPUs are available"]);
});

test("a job that may share the machine is not bound to the first cores", () => {
  expect(
    threadSettings(parsedConfig({ workload: { threads: 8 } }), 16, {}, native).variables.OMP_PROC_BIND,
  ).toBe("false");
});

test("emulated threads are not bound: the cores are the host's", () => {
  const { variables } = threadSettings(parsedConfig(), 16, {}, { emulated: true });
  expect(variables.OMP_PROC_BIND).toBe("false");
});

test("threads that the config names are used as they are, and said when they share CPUs", () => {
  const { threads, notes, variables } = threadSettings(
    parsedConfig({ workload: { threads: 4 } }),
    2,
    {},
    native,
  );
  expect({ threads, bind: variables.OMP_PROC_BIND }).toEqual({ threads: 4, bind: "false" });
  expect(notes.join()).toContain("4 threads, as the config says, share 2 CPUs");
});

test("placement that the job definition sets is kept", () => {
  const env = { OMP_PROC_BIND: "spread", OMP_PLACES: "threads", OMP_NUM_THREADS: "99" };
  expect(threadSettings(parsedConfig(), 16, env, native).variables).toMatchObject({
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
