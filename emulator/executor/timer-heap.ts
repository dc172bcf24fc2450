/** Something to be done at a time of a virtual clock. */
export interface Timer {
  readonly at: number;
  /** Of timers with one time the lower goes first. */
  readonly order: number;
  readonly action: () => void;
  isCancelled: boolean;
}

/** Timers, the next of which is always at hand: a binary heap. Cancelled ones go when they come up, or when they are many. */
export interface TimerHeap {
  /** Those that are not cancelled. */
  readonly size: number;
  add(timer: Timer): void;
  cancel(timer: Timer): void;
  /** The next one, which stays. */
  first(): Timer | undefined;
  /** The next one, which is not in it any more. */
  take(): Timer | undefined;
}

/** So many cancelled ones are no burden. */
const negligible = 1000;

export function createTimerHeap(): TimerHeap {
  let heap: Timer[] = [];
  let cancelled = 0;

  function rise(from: number): void {
    const timer = heap[from];
    if (!timer) return;
    let index = from;
    while (index > 0) {
      const above = (index - 1) >>> 1;
      const other = heap[above];
      if (!other || !isBefore(timer, other)) break;
      heap[index] = other;
      index = above;
    }
    heap[index] = timer;
  }

  function sink(): void {
    const timer = heap[0];
    if (!timer) return;
    let index = 0;
    for (let below = 1; below < heap.length; below = 2 * index + 1) {
      const [left, right] = [heap[below], heap[below + 1]];
      const isRight = left !== undefined && right !== undefined && isBefore(right, left);
      const other = isRight ? right : left;
      if (!other || !isBefore(other, timer)) break;
      heap[index] = other;
      index = isRight ? below + 1 : below;
    }
    heap[index] = timer;
  }

  function remove(): Timer | undefined {
    const timer = heap[0];
    const last = heap.pop();
    if (last && timer !== last) {
      heap[0] = last;
      sink();
    }
    return timer;
  }

  function first(): Timer | undefined {
    while (heap[0]?.isCancelled) {
      remove();
      cancelled -= 1;
    }
    return heap[0];
  }

  return {
    get size() {
      return heap.length - cancelled;
    },
    add(timer) {
      rise(heap.push(timer) - 1);
    },
    cancel(timer) {
      if (timer.isCancelled) return;
      timer.isCancelled = true;
      cancelled += 1;
      if (cancelled <= negligible || cancelled * 2 < heap.length) return;
      // In order they are a heap too.
      heap = heap.filter((one) => !one.isCancelled).sort((a, b) => a.at - b.at || a.order - b.order);
      cancelled = 0;
    },
    first,
    take() {
      first();
      return remove();
    },
  };
}

const isBefore = (a: Timer, b: Timer): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);
