import { expect, it } from "vitest";
import { createTraffic } from "../../../../../emulator/batch/scheduler/pass/traffic.ts";
import { createVirtualClock } from "../../../../../emulator/executor/virtual-clock.ts";

it("is busy for some milliseconds after each request, and never before the first", async () => {
  const clock = createVirtualClock();
  const { heard, isBusy } = createTraffic(clock);
  const after = async (ms: number) => {
    await clock.advance(ms);
    return isBusy();
  };
  expect(isBusy()).toBe(false);
  heard();
  expect([await after(0), await after(5), await after(1)]).toEqual([true, true, false]);
  heard();
  expect(await after(5)).toBe(true);
  heard();
  expect([await after(5), await after(1)]).toEqual([true, false]);
});
