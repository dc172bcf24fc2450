import type { QueueOrder } from "./queue-order.ts";
import { createSortedLine } from "./sorted-line.ts";

/** First in, first out, by time of submission: a retried job takes its old place again. */
export function createFifoOrder(): QueueOrder {
  const line = createSortedLine((a, b) => a.sequence - b.sequence);
  return {
    head: () => line.head(),
    front: (count) => line.front(count),
    add: (job) => line.add(job),
    remove: (job) => line.remove(job),
    started: () => {},
    ended: () => {},
    get length() {
      return line.length;
    },
  };
}
