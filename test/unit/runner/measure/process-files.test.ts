import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseChildrenCpu, parseIo, parsePeakMemory } from "../../../../runner/measure/process-files.ts";

test("children's CPU time, whatever the process is called", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 15 }), fc.nat(1e9), fc.nat(1e9), (name, user, system) => {
      const stat = `42 (${name}) S 1 42 42 0 -1 4194304 101 0 0 0 5 6 ${user} ${system} 20 0 7 0 108298 3133440\n`;
      expect(parseChildrenCpu(stat)).toEqual({ userSeconds: user / 100, systemSeconds: system / 100 });
    }),
  );
});

test("nothing is made of other text", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!/VmHWM|rchar/.test(text));
      expect(parseIo(text)).toBeUndefined();
      expect(parsePeakMemory(text)).toBeUndefined();
      const cpu = parseChildrenCpu(text);
      if (cpu) expect(Number.isFinite(cpu.userSeconds + cpu.systemSeconds)).toBe(true);
    }),
  );
  expect(parseChildrenCpu("")).toBeUndefined();
  expect(parseChildrenCpu("1 (x) S 1")).toBeUndefined();
});

test("I/O and memory", () => {
  expect(parseIo("rchar: 12\nwchar: 34\nsyscr: 1\nread_bytes: 5\nwrite_bytes: 6\n")).toEqual({
    readBytes: 12,
    writtenBytes: 34,
    storageReadBytes: 5,
  });
  expect(parsePeakMemory("VmPeak:\t  99 kB\nVmHWM:\t  106496 kB\nVmRSS:\t 1 kB\n")).toBe(104);
});

test.runIf(process.platform === "linux")("this kernel's own files parse", () => {
  expect(parseChildrenCpu(readFileSync("/proc/self/stat", "utf8"))).toBeDefined();
  expect(parseIo(readFileSync("/proc/self/io", "utf8"))).toBeDefined();
  expect(parsePeakMemory(readFileSync("/proc/self/status", "utf8"))).toBeGreaterThan(1);
});
