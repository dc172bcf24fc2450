import type { Clock } from "../ports/clock.ts";

/** A clock that stands still until it is moved. */
export interface VirtualClock extends Clock {
  /** Moves on by so much; timers fire in order, each at its own time. */
  advance(milliseconds: number): Promise<void>;
  /** Moves on until no timer is left. */
  runOut(): Promise<void>;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly action: () => void;
}

export function createVirtualClock(start = 0): VirtualClock {
  let now = start;
  let order = 0;
  // A heap would be faster for many timers at once; a sorted insertion is for hundreds.
  const timers: Timer[] = [];

  function insert(timer: Timer): void {
    let low = 0;
    let high = timers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = timers[middle];
      if (other && (other.at < timer.at || (other.at === timer.at && other.order < timer.order)))
        low = middle + 1;
      else high = middle;
    }
    timers.splice(low, 0, timer);
  }

  async function runUntil(limit: number): Promise<void> {
    await settle();
    for (let next = timers[0]; next && next.at <= limit; next = timers[0]) {
      timers.shift();
      now = Math.max(now, next.at);
      next.action();
      await settle();
    }
  }

  return {
    now: () => now,
    after(delayMs, action) {
      const timer = { at: now + Math.max(0, delayMs), order: order++, action };
      insert(timer);
      return () => {
        const index = timers.indexOf(timer);
        if (index >= 0) timers.splice(index, 1);
      };
    },
    async advance(milliseconds) {
      const target = now + milliseconds;
      await runUntil(target);
      now = target;
    },
    runOut: () => runUntil(Infinity),
  };
}

/** Lets every promise that can settle do so: what follows from a timer comes before the next timer. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
