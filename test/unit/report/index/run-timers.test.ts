import { expect, test } from "vitest";
import { timersOfRun } from "../../../../report/index/run-timers.ts";

test("the timers of a run are those that the index has", () => {
  const timers = [{ name: "Chemistry", wall_s: 12.5 }];
  expect(timersOfRun(JSON.stringify(timers))).toEqual(timers);
  expect(timersOfRun("[]")).toEqual([]);
});

test.each([
  "no JSON",
  "null",
  `{"name":"Chemistry","wall_s":1}`,
  `[null]`,
  `[{"name":"Chemistry"}]`,
  `[{"name":"Chemistry","wall_s":"12.5"}]`,
  `[{"name":"Chemistry","wall_s":null}]`,
  `[{"name":7,"wall_s":1}]`,
  `[{"name":"Chemistry","wall_s":-1}]`,
])("%s in their place is refused, and said how to get rid of", (phases) => {
  const refused = expect.objectContaining({
    code: "index-unreadable",
    message: expect.stringContaining(phases) as string,
    hint: expect.stringContaining("--rebuild") as string,
  });
  expect(() => timersOfRun(phases)).toThrow(refused);
});
