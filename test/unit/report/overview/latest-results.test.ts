import * as fc from "fast-check";
import { expect, test } from "vitest";
import { latestResults } from "../../../../report/overview/overview.ts";

test("the latest results, the latest first, and of those at once the first", () => {
  const times = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(times, { maxLength: 5 }), fc.nat({ max: 8 }), (parts, most) => {
      const all = parts.flatMap((of, part) => of.map((at, result) => ({ part, result, at })));
      expect(latestResults(parts, (of) => Float64Array.from(of), most)).toEqual(
        all.sort((a, b) => b.at - a.at).slice(0, most),
      );
    }),
  );
});
