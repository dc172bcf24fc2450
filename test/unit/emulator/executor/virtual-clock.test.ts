import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createVirtualClock } from "../../../../emulator/executor/virtual-clock.ts";

describe("createVirtualClock", () => {
  it("fires timers in order, each at its time, and not those that were cancelled", async () => {
    const timer = fc.record({ delay: fc.integer({ min: 0, max: 50 }), cancelled: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(timer), async (timers) => {
        const clock = createVirtualClock(100);
        const fired: [index: number, at: number][] = [];
        timers.forEach(({ delay, cancelled }, index) => {
          const cancel = clock.after(delay, () => fired.push([index, clock.now()]));
          if (cancelled) cancel();
        });
        await clock.advance(60);
        const expected = timers
          .map(({ delay, cancelled }, index) => ({ delay, cancelled, index }))
          .filter(({ cancelled }) => !cancelled)
          .toSorted((a, b) => a.delay - b.delay)
          .map(({ delay, index }) => [index, 100 + delay]);
        expect(fired).toEqual(expected);
        expect(clock.now()).toBe(160);
      }),
      { numRuns: 50 },
    );
  });

  it("lets what follows from a timer happen before the next", async () => {
    const clock = createVirtualClock();
    const order: string[] = [];
    clock.after(1, () => void Promise.resolve().then(() => clock.after(0, () => order.push("follows"))));
    clock.after(1, () => order.push("second"));
    clock.after(2, () => order.push("third"));
    await clock.runOut();
    expect(order).toEqual(["second", "follows", "third"]);
  });
});
