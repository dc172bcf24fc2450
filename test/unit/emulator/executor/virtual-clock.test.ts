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

  it("counts what is to come, and forgets what was cancelled, however much it is", async () => {
    const clock = createVirtualClock();
    const fired: number[] = [];
    const cancels = Array.from({ length: 5000 }, (_, index) =>
      clock.after((index * 7919) % 5000, () => fired.push(clock.now())),
    );
    for (const [index, cancel] of cancels.entries()) {
      if (index % 10 === 0) continue;
      cancel();
      cancel();
    }
    expect(clock.pending).toBe(500);
    await clock.runOut();
    for (const cancel of cancels) cancel();
    expect(clock.pending).toBe(0);
    expect(fired).toHaveLength(500);
    expect(fired).toEqual(fired.toSorted((a, b) => a - b));
  });

  it("stops before the first timer for which it does not go on", async () => {
    const clock = createVirtualClock();
    let fired = 0;
    for (const delay of [1, 2, 3]) clock.after(delay, () => (fired += 1));
    await clock.runOut(() => clock.pending > 1);
    expect([fired, clock.now(), clock.pending]).toEqual([2, 2, 1]);
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
