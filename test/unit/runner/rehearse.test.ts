import { expect, test } from "vitest";
import { rehearse } from "../../../runner/rehearse.ts";
import { parsedConfig } from "./support/benchmark.ts";
import { elfHeader, fakeFiles } from "./support/fake-files.ts";
import { testPorts } from "./support/ports.ts";

const exe = `/proc/self/task/${process.pid}/exe`;

// 15 threads of 16 CPUs: bound to cores on a machine of its own, never under an emulator.
test.each([
  ["native", { [exe]: elfHeader(183) }, /emulated: false .*OMP_PROC_BIND=close/s],
  ["emulated", { [exe]: elfHeader(62) }, /emulated: true .*OMP_PROC_BIND=false/s],
  ["one that tells nothing", {}, /emulated: unknown \(neither the kernel's architecture nor/],
])("a rehearsal looks at the machine, as a run does: %s", async (_name, files, said) => {
  const machine = {
    architecture: "aarch64",
    kernel: "Linux 5.10",
    logicalCpus: 16,
    files: fakeFiles(files),
  };
  const ports = testPorts({}, { machine });
  expect(await rehearse(parsedConfig(), ports)).toBe(0);
  expect(ports.log.join("")).toMatch(said);
});
