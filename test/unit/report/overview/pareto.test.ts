import * as fc from "fast-check";
import { expect, test } from "vitest";
import { paretoFront } from "../../../../report/overview/pareto.ts";

const point = fc.record({ time: fc.integer({ min: 1, max: 20 }), cost: fc.integer({ min: 1, max: 20 }) });
type Point = { readonly time: number; readonly cost: number };

const front = (all: readonly Point[]) =>
  paretoFront(
    all,
    ({ time }) => time,
    ({ cost }) => cost,
  );

const beats = (a: Point, b: Point): boolean =>
  a.time <= b.time && a.cost <= b.cost && (a.time < b.time || a.cost < b.cost);

test("the front is those that no other beats in both, and nothing else", () => {
  fc.assert(
    fc.property(fc.array(point), (all) => {
      const expected = all.filter((of) => !all.some((other) => beats(other, of)));
      expect(new Set(front(all))).toEqual(new Set(expected));
      expect(front(all)).toHaveLength(expected.length);
    }),
  );
});
