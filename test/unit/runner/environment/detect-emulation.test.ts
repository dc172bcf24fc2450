import os from "node:os";
import { expect, test } from "vitest";
import { detectEmulation } from "../../../../runner/environment/detect-emulation.ts";
import { systemFiles } from "../../../../runner/system/system-files.ts";
import { elfHeader, fakeFiles, genoaCpuInfo, graviton3CpuInfo } from "../support/fake-files.ts";

const exe = "/proc/self/task/7/exe";
const kernel = "/proc/sys/kernel/arch";
const cpuinfo = "/proc/cpuinfo";

test.each([
  [
    "Graviton, Linux 6.1",
    "aarch64",
    { [kernel]: "aarch64\n", [exe]: elfHeader(183), [cpuinfo]: graviton3CpuInfo },
  ],
  ["Graviton, Linux 5.10", "aarch64", { [exe]: elfHeader(183), [cpuinfo]: graviton3CpuInfo }],
  ["x86", "x86_64", { [kernel]: "x86_64\n", [exe]: elfHeader(62), [cpuinfo]: genoaCpuInfo }],
])("%s is native", (_name, machine, files) => {
  expect(detectEmulation(machine, 7, fakeFiles(files)).emulated).toEqual({ value: false });
});

test.each([
  ["QEMU that shows the host's cpuinfo", "aarch64", { [cpuinfo]: genoaCpuInfo }],
  [
    "QEMU that fakes cpuinfo, by the kernel",
    "aarch64",
    { [kernel]: "x86_64\n", [cpuinfo]: graviton3CpuInfo },
  ],
  [
    "QEMU that fakes cpuinfo, by its executable",
    "aarch64",
    { [exe]: elfHeader(62), [cpuinfo]: graviton3CpuInfo },
  ],
  ["x86 on Arm", "x86_64", { [cpuinfo]: graviton3CpuInfo }],
  ["x86 on Arm by its executable", "x86_64", { [exe]: elfHeader(183), [cpuinfo]: genoaCpuInfo }],
])("%s is emulated", (_name, machine, files) => {
  const { emulated, evidence } = detectEmulation(machine, 7, fakeFiles(files));
  expect(emulated).toEqual({ value: true });
  expect(evidence).toContain(`uname says ${machine}`);
});

test("a matching cpuinfo alone proves nothing, since emulators imitate it", () => {
  const { emulated } = detectEmulation("aarch64", 7, fakeFiles({ [cpuinfo]: graviton3CpuInfo }));
  expect(emulated).toMatchObject({ value: null });
});

test("a header that is cut off or no ELF file is no evidence", () => {
  for (const header of [Buffer.alloc(0), Buffer.from("\u007FELF"), Buffer.alloc(20)]) {
    expect(detectEmulation("x86_64", 7, fakeFiles({ [exe]: header })).emulated).toMatchObject({
      value: null,
    });
  }
});

test.runIf(process.platform === "linux")("this machine gives evidence", () => {
  expect(detectEmulation(os.machine(), process.pid, systemFiles).emulated.value).toBeTypeOf("boolean");
});
