import { expect, test } from "vitest";
import {
  publishedTimings,
  publishedTimingsRecordedOn,
} from "../../../contract/published/published-timings.ts";
import { timingRecord } from "../../../contract/published/timing-record.ts";
import timings from "../../../contract/published/timings.json" with { type: "json" };

test("the rows are what their schema says", () => {
  expect(timingRecord.parse(timings).rows).toEqual(publishedTimings);
});

test("every row has a public source and says what was compared with it", () => {
  expect(publishedTimings.length).toBeGreaterThan(20);
  for (const { source, checked } of publishedTimings) {
    expect(source).toMatch(/^https:\/\/github\.com\//);
    expect(checked.what).toMatch(/\w{3}/);
  }
});

test("nothing was reported after it was written down", () => {
  for (const { id, reported_on } of publishedTimings)
    expect(reported_on === null || reported_on <= publishedTimingsRecordedOn, id).toBe(true);
});

test("no timer of a row is longer than its run, and no part longer than the timer above it", () => {
  for (const { id, wall_s, timers_s } of publishedTimings) {
    const chemistry = timers_s["All chemistry"];
    for (const [name, seconds] of Object.entries(timers_s)) {
      expect(seconds, `${id}: ${name}`).toBeLessThanOrEqual(wall_s ?? Infinity);
      if (name.startsWith("=>") && chemistry !== undefined)
        expect(seconds, `${id}: ${name}`).toBeLessThanOrEqual(chemistry);
    }
  }
});

test.each([
  ["threads without saying where they are from", { threads: 8, threads_from: null }],
  ["a missing source", { source: "" }],
  ["days that are none", { simulated_days: 0 }],
])("a row with %s is refused", (_, change) => {
  const rows = [{ ...timings.rows[0], ...change }];
  expect(timingRecord.safeParse({ ...timings, rows }).success).toBe(false);
});

test("the same id twice is refused", () => {
  const rows = [timings.rows[0], timings.rows[0]];
  expect(timingRecord.safeParse({ ...timings, rows }).success).toBe(false);
});
