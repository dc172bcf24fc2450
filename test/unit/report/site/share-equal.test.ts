import { deserialize, serialize } from "node:v8";
import { expect, test } from "vitest";
import { shareEqual } from "../../../../report/site/data/share-equal.ts";

const value = () => ({
  walls: Float64Array.of(1.5, 2, Number.NaN),
  part: {
    values: Float64Array.of(1.5, 2, Number.NaN),
    counts: Uint32Array.of(1, 2),
    other: Float64Array.of(1, 2),
  },
  parts: [{ ids: ["a/1", null], names: ["a/1", null], none: [], nothing: [] }, { ids: ["a/1", "b/1"] }],
  at: new Map([["a", Float64Array.of(1.5, 2, Number.NaN)]]),
});

test("equal arrays of a value are one, which is kept once, and all else is as it was", () => {
  const shared = shareEqual(value());
  expect(shared).toEqual(value());
  expect(shared.part.values).toBe(shared.walls);
  expect(shared.part.other).not.toBe(shared.part.counts);
  const [first, second] = shared.parts;
  expect(first?.names).toBe(first?.ids);
  expect(second?.ids).not.toBe(first?.ids);
  const kept = serialize(shared);
  expect(kept.length).toBeLessThan(serialize(value()).length);
  expect(deserialize(kept)).toEqual(value());
});
