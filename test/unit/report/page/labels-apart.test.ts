import * as fc from "fast-check";
import { expect, test } from "vitest";
import { labelsApart } from "../../../../report/page/labels-apart.ts";

test("labels stay beside their points where there is room, and go below each other where there is none", () => {
  expect(
    labelsApart([
      { left: 0, bottom: 50, width: 100 },
      { left: 10, bottom: 45, width: 100 },
      { left: 500, bottom: 48, width: 100 },
    ]),
  ).toEqual([50, 36, 48]);
});

test("no two lie on each other, wherever points are", () => {
  const label = fc.record({
    left: fc.integer({ min: 0, max: 600 }),
    bottom: fc.integer({ min: 0, max: 300 }),
    width: fc.integer({ min: 1, max: 200 }),
  });
  fc.assert(
    fc.property(fc.array(label, { maxLength: 20 }), (labels) => {
      const heights = labelsApart(labels);
      for (const [a, one] of labels.entries())
        for (const [b, other] of labels.entries())
          if (a < b && one.left < other.left + other.width && other.left < one.left + one.width)
            expect(Math.abs((heights[a] as number) - (heights[b] as number))).toBeGreaterThanOrEqual(14);
    }),
  );
});
