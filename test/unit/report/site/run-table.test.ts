import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decodeColumn, encodeColumn, encodeTimers, type Value } from "../../../../report/site/data/column.ts";

const back = (column: ReturnType<typeof encodeTimers>, rows: number): unknown[] => {
  const decoded = decodeColumn(JSON.parse(JSON.stringify(column)) as typeof column);
  return Array.from({ length: rows }, (_, row) => decoded.at(row));
};

test("a column comes back as it was, whatever it holds", () => {
  const value = fc.oneof(
    fc.constantFrom<Value>(null, true, "", "a"),
    fc.string(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  );
  fc.assert(
    fc.property(fc.array(value), (values) => {
      const positive = values.map((of) => (Object.is(of, -0) ? 0 : of));
      expect(
        back(
          encodeColumn(positive, (of) => of),
          values.length,
        ),
      ).toEqual(positive);
    }),
  );
});

test("moments come back as dates", () => {
  const dates = [new Date(0), null, new Date("2026-01-01T00:00:00Z")];
  const column = { ...encodeColumn(dates, (of) => of as Date), moments: true as const };
  expect(back(column, 3)).toEqual(dates);
});

test("timers take little room, and come back to the letter; what only looks like them stays as it is", () => {
  const timers = fc.array(
    fc.record({ name: fc.string(), wall_s: fc.double({ min: 0, max: 1e9, noNaN: true }) }),
  );
  fc.assert(
    fc.property(fc.array(timers), (all) => {
      const texts = all.map((of) => JSON.stringify(of));
      expect(
        back(
          encodeTimers(texts, (of) => of),
          texts.length,
        ),
      ).toEqual(texts);
    }),
  );
  const odd = [
    '[{"name":"a", "wall_s":1}]',
    '[{"name":"a","wall_s":null}]',
    '[{"name":"a","wall_s":"1"}]',
    '[{"wall_s":1,"name":"a"}]',
    '[{"name":"a","wall_s":1',
    "no JSON",
    null,
    "[]",
  ];
  for (const of of odd) {
    const two = [of, "[]"];
    expect(
      back(
        encodeTimers(two, (text) => text),
        2,
      ),
    ).toEqual(two);
  }
  const usual = Array.from({ length: 100 }, (_, row) => `[{"name":"Timesteps","wall_s":${row}.5}]`);
  expect(JSON.stringify(encodeTimers(usual, (of) => of)).length).toBeLessThan(usual.join("").length / 3);
});
