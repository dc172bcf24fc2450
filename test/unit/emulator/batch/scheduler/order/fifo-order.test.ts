import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Job } from "../../../../../../emulator/batch/job/job.ts";
import { createFifoOrder } from "../../../../../../emulator/batch/scheduler/order/fifo-order.ts";

const job = (sequence: number) => ({ sequence }) as Job;

describe("createFifoOrder", () => {
  it("always has the oldest job at its head, whatever was added and removed", () => {
    const step = fc.oneof(
      fc.record({ add: fc.integer({ min: 0, max: 50 }) }),
      fc.constant("head" as const),
      fc.record({ remove: fc.nat() }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const order = createFifoOrder();
        let model: Job[] = [];
        for (const one of steps) {
          if (one === "head") {
            const head = order.head();
            if (head) expect(order.remove(head)).toBe(true);
            model = model.slice(1);
          } else if ("add" in one) {
            const added = job(one.add);
            order.add(added);
            model = [...model, added].sort((a, b) => a.sequence - b.sequence);
          } else {
            const removed = model[one.remove % model.length] ?? job(0);
            expect(order.remove(removed)).toBe(model.includes(removed));
            model = model.filter((other) => other !== removed);
          }
          expect(order.head()).toBe(model[0]);
          expect(order.length).toBe(model.length);
        }
      }),
    );
  });

  it("keeps its order over thousands of jobs", () => {
    const order = createFifoOrder();
    const jobs = Array.from({ length: 5000 }, (_, n) => job(n));
    for (const each of jobs) order.add(each);
    for (const [n, next] of jobs.entries()) {
      expect(order.head()).toBe(next);
      order.remove(next);
      // A retried job comes back to the front now and then.
      if (n % 500 !== 0) continue;
      order.add(next);
      expect(order.head()).toBe(next);
      order.remove(next);
    }
    expect(order.head()).toBeUndefined();
  });
});
