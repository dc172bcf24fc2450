import { expect, test } from "vitest";
import type { Overview } from "../../../../report/overview/overview.ts";
import { history } from "../../../../report/page/sections/history.ts";
import { track } from "../../../../report/track/track.ts";
import { nightly, oneSeries } from "../../../support/nights.ts";

const shown = (...lengths: readonly number[]): string => {
  const series = lengths.map((length, number) =>
    oneSeries(nightly(Array.from({ length }, (_, night) => 1 + 0.001 * (night % 3))), `series ${number + 1}`),
  );
  return JSON.stringify(history({ history: track(series).series } as unknown as Overview));
};

test("a series of which nothing can be said has no picture, and is counted", () => {
  const page = shown(6, 5, 3);
  expect(page).toContain("series 1: no change in 6 points");
  expect(page).not.toMatch(/series [23]/);
  expect(page).toMatch(/Not drawn: 2 with too few points to say anything; the 6th is the first/);
});

test("where nothing can be said of any, that is said", () => {
  expect(shown(5, 1)).toMatch(/No history: no benchmark .* more than 5 times/);
});

test("of a long series the latest points are drawn, and their number and that of all said", () => {
  const page = shown(500);
  expect(page).toContain("no change in 500 points");
  expect(page).toMatch(/rawn are the latest 60 points; all are in report\.json/);
  expect(page).toContain("p499");
  expect(page).not.toContain("p439");
});
