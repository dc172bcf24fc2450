import type { Clock } from "../ports/clock.ts";
import { createTimerHeap, type Timer } from "./timer-heap.ts";

/** A clock that stands still until it is moved. */
export interface VirtualClock extends Clock {
  /** Timers that have not fired and were not cancelled. */
  readonly pending: number;
  /** Moves on by so much; timers fire in order, each at its own time. */
  advance(milliseconds: number): Promise<void>;
  /** Moves on until no timer is left, or before the first one for which `goesOn` does not hold. */
  runOut(goesOn?: () => boolean): Promise<void>;
}

export function createVirtualClock(start = 0): VirtualClock {
  let now = start;
  let order = 0;
  const timers = createTimerHeap();

  async function runUntil(limit: number, goesOn: () => boolean): Promise<void> {
    await settle();
    for (let next = timers.first(); next && next.at <= limit && goesOn(); next = timers.first()) {
      timers.take();
      now = Math.max(now, next.at);
      next.action();
      await settle();
    }
  }

  return {
    now: () => now,
    get pending() {
      return timers.size;
    },
    after(delayMs, action) {
      const timer: Timer = {
        at: now + Math.max(0, delayMs),
        order: order++,
        action() {
          // It is not in the heap any more: there is nothing to cancel.
          timer.isCancelled = true;
          action();
        },
        isCancelled: false,
      };
      timers.add(timer);
      return () => timers.cancel(timer);
    },
    async advance(milliseconds) {
      const target = now + milliseconds;
      await runUntil(target, always);
      now = target;
    },
    runOut: (goesOn = always) => runUntil(Infinity, goesOn),
  };
}

const always = (): boolean => true;

/** Lets every promise that can settle do so: what follows from a timer comes before the next timer. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
