import { expect, test } from "vitest";
import { peakMemory } from "../../../../runner/measure/peak-memory.ts";

const missed = { value: null, reason: "the workload ended before its memory could be read" };
const native = { emulated: false };

test("a run too short to be followed has the peak it read itself", () => {
  expect(peakMemory(missed, { value: 60 }, native)).toEqual({ value: 60 });
});

test("the larger reading of the same mark counts", () => {
  expect(peakMemory({ value: 50 }, { value: 60 }, native)).toEqual({ value: 60 });
  expect(peakMemory({ value: 70 }, { value: 60 }, native)).toEqual({ value: 70 });
});

test("under emulation the workload's reading is the emulator's, and is not taken", () => {
  expect(peakMemory(missed, { value: 60 }, { emulated: true })).toEqual(missed);
});

test("a workload that says nothing changes nothing", () => {
  expect(peakMemory(missed, undefined, native)).toEqual(missed);
  expect(peakMemory({ value: 50 }, { value: null, reason: "no /proc" }, native)).toEqual({ value: 50 });
});
