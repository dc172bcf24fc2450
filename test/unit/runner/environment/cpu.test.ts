import * as fc from "fast-check";
import { expect, test } from "vitest";
import { observeCpu, parseCpuInfo } from "../../../../runner/environment/cpu-info.ts";
import {
  cacheBytes,
  countCpuList,
  observeCaches,
  observeThreadsPerCore,
} from "../../../../runner/environment/cpu-topology.ts";
import { fakeFiles, genoaCpuInfo, graviton3CpuInfo } from "../support/fake-files.ts";

test("Graviton3 by implementer and part", () => {
  expect(observeCpu("aarch64", fakeFiles({ "/proc/cpuinfo": graviton3CpuInfo }))).toEqual({
    identity: { value: "0x41/0xd40" },
    model: { value: "Arm Neoverse V1" },
    microcode: { value: null, reason: "Arm processors have no microcode revision that Linux shows" },
  });
});

test("Graviton4 by midr_el1 when cpuinfo does not say", () => {
  const midr = "/sys/devices/system/cpu/cpu0/regs/identification/midr_el1";
  expect(observeCpu("aarch64", fakeFiles({ [midr]: "0x00000000410fd4f1\n" }))).toEqual({
    identity: { value: "0x41/0xd4f" },
    model: { value: "Arm Neoverse V2" },
    microcode: { value: null, reason: "Arm processors have no microcode revision that Linux shows" },
  });
});

test("an Arm processor without a known name keeps its identity", () => {
  const files = fakeFiles({ "/proc/cpuinfo": "CPU implementer\t: 0x61\nCPU part\t: 0x022\n" });
  expect(observeCpu("aarch64", files)).toMatchObject({
    identity: { value: "0x61/0x022" },
    model: { value: null },
  });
});

test("x86 by vendor, family, model and stepping, and its microcode where it is shown", () => {
  const text = genoaCpuInfo.replace("model name", "microcode\t: 0xa101154\nmodel name");
  expect(observeCpu("x86_64", fakeFiles({ "/proc/cpuinfo": text }))).toEqual({
    identity: { value: "AuthenticAMD/25/17/1" },
    model: { value: "AMD EPYC 9R14" },
    microcode: { value: "0xa101154" },
  });
});

test("without cpuinfo everything is null with a reason", () => {
  for (const machine of ["aarch64", "x86_64"]) {
    const { identity, model, microcode } = observeCpu(machine, fakeFiles({}));
    expect([identity, model, microcode]).toMatchObject([{ value: null }, { value: null }, { value: null }]);
  }
});

test("any text parses to keys of the first processor only", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      for (const key of parseCpuInfo(text).keys()) expect(key).toBe(key.trim());
    }),
  );
  expect(parseCpuInfo(graviton3CpuInfo).get("CPU part")).toBe("0xd40");
});

test("CPU lists are counted as the kernel writes them", () => {
  const range = fc.tuple(fc.nat(500), fc.nat(20));
  fc.assert(
    fc.property(fc.array(range, { minLength: 1, maxLength: 6 }), (ranges) => {
      const list = ranges
        .map(([from, more]) => (more === 0 ? `${from}` : `${from}-${from + more}`))
        .join(",");
      expect(countCpuList(`${list}\n`)).toBe(ranges.reduce((sum, [, more]) => sum + more + 1, 0));
    }),
  );
  for (const wrong of ["", "a", "3-1", "1,,2", "-1"]) expect(countCpuList(wrong)).toBeUndefined();
});

test("threads per core and caches from sysfs", () => {
  const cpu0 = "/sys/devices/system/cpu/cpu0";
  const files = fakeFiles({
    [`${cpu0}/topology/thread_siblings_list`]: "0,8\n",
    [`${cpu0}/cache/index0/level`]: "1\n",
    [`${cpu0}/cache/index0/type`]: "Data\n",
    [`${cpu0}/cache/index0/size`]: "64K\n",
    [`${cpu0}/cache/index3/level`]: "3\n",
    [`${cpu0}/cache/index3/type`]: "Unified\n",
    [`${cpu0}/cache/index3/size`]: "32768K\n",
    [`${cpu0}/cache/uevent`]: "",
  });
  expect(observeThreadsPerCore(files)).toEqual({ value: 2 });
  expect(observeCaches(files)).toEqual({
    value: [
      { level: 1, type: "Data", bytes: 65_536 },
      { level: 3, type: "Unified", bytes: 33_554_432 },
    ],
  });
  expect(observeCaches(fakeFiles({}))).toMatchObject({ value: null });
  expect(observeThreadsPerCore(fakeFiles({}))).toMatchObject({ value: null });
});

test("cache sizes", () => {
  expect(["48K", "32M", "1G", "512", "", "x", "1T"].map(cacheBytes)).toEqual([
    49_152, 33_554_432, 1_073_741_824, 512, 0, 0, 0,
  ]);
});
