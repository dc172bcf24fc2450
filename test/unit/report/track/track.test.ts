import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../../report/statistics/seeded-random.ts";
import { judgementsOf } from "../../../../report/track/known-judgements.ts";
import { nightOf, type Point } from "../../../../report/track/series.ts";
import { splitSeries } from "../../../../report/track/split-series.ts";
import { track } from "../../../../report/track/track.ts";
import { trackingExitCode } from "../../../../report/track/tracking-exit-code.ts";
import { environment, nightly, oneSeries } from "../../../support/nights.ts";

/** Values around 1 that vary by about 1 %, always the same. */
const steady = (length: number, seed = 1): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length }, () => 1 + 0.01 * Math.max(-1.5, Math.min(1.5, random.normal())));
};
const after = (values: readonly number[], factor: number) => values.map((value) => value * factor);

function follow(values: readonly number[], ...more: [acknowledgedFrom?: string]) {
  const acknowledgements = more.map((from) => ({
    series: "s",
    from: from ?? "",
    reason: "a better mechanism",
  }));
  const tracking = track([oneSeries(nightly(values))], acknowledgements);
  const [series] = tracking.series;
  if (!series) throw new Error("no series");
  const states = series.points.map(({ state }) => state);
  return { ...series, states, exitCode: trackingExitCode(tracking), unused: tracking.unusedAcknowledgements };
}

describe("a step", () => {
  test("of 5 %: suspect at first, confirmed by two more, and where it began is said", () => {
    const values = [...steady(20), ...after(steady(2, 2), 1.05)];
    expect(follow(values.slice(0, 21)).states.at(-1)).toBe("suspect");
    expect(follow(values.slice(0, 21)).exitCode).toBe(0);
    const waiting = follow(values);
    expect(waiting.states.slice(20)).toEqual(["suspect", "awaited"]);
    const { changes, states, exitCode } = follow([...values, ...after(steady(1, 3), 1.05)]);
    expect(states.slice(20)).toEqual(["changed", "changed", "changed"]);
    expect(changes).toMatchObject([
      {
        kind: "step",
        direction: "regression",
        from: { id: "p20", revision: "r20" },
        confirmedAt: { id: "p22" },
      },
    ]);
    expect(changes[0]?.ratio).toBeCloseTo(1.05, 1);
    expect(exitCode).toBe(1);
  });

  test("to faster is an improvement and fails nothing", () => {
    const { changes, exitCode } = follow([...steady(20), ...after(steady(3, 2), 0.93)]);
    expect(changes).toMatchObject([{ kind: "step", direction: "improvement" }]);
    expect(exitCode).toBe(0);
  });

  test("two more runs on the instance that was suspect confirm nothing", () => {
    const points = nightly([...steady(20), ...after(steady(4, 2), 1.1)], (night) =>
      night >= 20 ? { instance: "synthetic-slow" } : {},
    );
    const [series] = track([oneSeries(points)]).series;
    expect(series?.points.slice(20).map(({ state }) => state)).toEqual([
      "suspect",
      "awaited",
      "awaited",
      "awaited",
    ]);
    expect(series?.changes).toEqual([]);
  });

  test("that goes back is resolved, and stays in the history", () => {
    const values = [...steady(20), ...after(steady(3, 2), 1.08), ...steady(4, 3)];
    const { changes, states, exitCode } = follow(values);
    expect(changes).toMatchObject([{ kind: "step", from: { id: "p20" }, resolvedAt: { id: "p24" } }]);
    expect(states.slice(23)).toEqual(["ok", "ok", "ok", "ok"]);
    expect(exitCode).toBe(0);
  });

  test("that comes again after it was resolved is found again", () => {
    const slow = after(steady(3, 2), 1.08);
    const { changes, exitCode } = follow([...steady(20), ...slow, ...steady(8, 3), ...slow]);
    expect(changes.map(({ from, resolvedAt }) => [from.id, resolvedAt?.id ?? null])).toEqual([
      ["p20", "p24"],
      ["p31", null],
    ]);
    expect(exitCode).toBe(1);
  });
});

test("a single spike is suspect, then a spike, never a change", () => {
  const { states, changes, exitCode } = follow([...steady(20), 1.4, ...steady(4, 2)]);
  expect(states.slice(20)).toEqual(["spike", "ok", "ok", "ok", "ok"]);
  expect(changes).toEqual([]);
  expect(exitCode).toBe(0);
});

test("a slow drift, no night of which is suspect, is found against the baseline that was acknowledged", () => {
  const creeping = steady(40, 2).map((value, night) => value * 1.001 ** night);
  const { changes, states } = follow([...steady(20), ...creeping]);
  expect(states).not.toContain("changed");
  expect(changes).toMatchObject([{ kind: "drift", direction: "regression", resolvedAt: null }]);
});

describe("an acknowledgement", () => {
  const values = [...steady(20), ...after(steady(10, 2), 1.08)];
  test("begins a new baseline", () => {
    const { changes, states, acknowledged, exitCode } = follow(values, "p20");
    expect(changes).toEqual([]);
    expect(states.slice(20)).toEqual([
      ...Array.from({ length: 5 }, () => "new"),
      "ok",
      "ok",
      "ok",
      "ok",
      "ok",
    ]);
    expect(acknowledged).toMatchObject([{ from: "p20", reason: "a better mechanism" }]);
    expect(exitCode).toBe(0);
  });

  test("may name any result of the point", () => {
    const points = nightly(values, (night) => (night === 20 ? { others: ["p20-again"] } : {}));
    const acknowledgement = { series: "s", from: "p20-again", reason: "a better mechanism" };
    const { series, unusedAcknowledgements } = track([oneSeries(points)], [acknowledgement]);
    expect([series[0]?.changes, unusedAcknowledgements]).toEqual([[], []]);
  });

  test("later than the change leaves it in the history, as acknowledged", () => {
    const { changes, exitCode } = follow(values, "p25");
    expect(changes).toMatchObject([{ from: { id: "p20" }, acknowledgement: { from: "p25" } }]);
    expect(exitCode).toBe(0);
  });

  test("of a point that is not there is named", () => {
    expect(follow(values, "p99").unused).toMatchObject([{ from: "p99" }]);
    expect(follow(values, "p99").exitCode).toBe(1);
  });
});

test("nothing judged is no data, never ok", () => {
  expect(follow([]).exitCode).toBe(3);
  expect(follow(steady(5)).exitCode).toBe(3);
  expect(follow(steady(6)).exitCode).toBe(0);
});

test("of a hundred series of one night few are suspect by chance", () => {
  const suspects = (count: number) => {
    const series = Array.from({ length: count }, (_, index) => {
      const random = seededRandom(1000 + index);
      const values = Array.from({ length: 21 }, () => 1 + 0.01 * random.normal());
      return oneSeries(nightly(values), `s${index}`);
    });
    const together = track(series).series.flatMap(({ points }) => points.slice(-1));
    const alone = series.flatMap((one) => track([one]).series.flatMap(({ points }) => points.slice(-1)));
    const number = (of: typeof alone) => of.filter(({ state }) => state === "suspect").length;
    return { together: number(together), alone: number(alone) };
  };
  const found = suspects(300);
  expect(found.alone).toBeGreaterThan(2);
  expect(found.together).toBeLessThanOrEqual(1);
});

test("with what is known of earlier nights, histories are those that are followed from the beginning", () => {
  const value = fc.constantFrom(0.98, 0.99, 1, 1.01, 1.02, 1.2);
  const histories = fc.array(fc.array(value, { minLength: 1, maxLength: 40 }), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(histories, fc.nat(40), fc.nat(40), (all, cut, acknowledged) => {
      const series = all.map((values, index) => oneSeries(nightly(values), `s${index}`));
      const acknowledgements = [{ series: "s0", from: `p${acknowledged}`, reason: "a better mechanism" }];
      const before = series.map((of) => ({ ...of, points: of.points.slice(0, cut) }));
      const known = judgementsOf(track(before, acknowledgements).series);
      const [first] = nightly([1]) as [Point];
      const beforeNight = nightOf(first.at) + cut;
      expect(track(series, acknowledgements, { beforeNight, bySeries: known })).toEqual(
        track(series, acknowledgements),
      );
    }),
  );
});

test("a series is split where its environment changed, and nothing is compared across", () => {
  const points = nightly([...steady(20), ...after(steady(10, 2), 1.3)], (night) =>
    night >= 20 ? { environment: { ...environment, kernel: "6.12" } } : {},
  );
  const series = splitSeries("s", points.toReversed());
  expect(series.map(({ points: of, split }) => [of.length, split])).toEqual([
    [20, []],
    [10, [{ what: "kernel", from: "6.1", to: "6.12" }]],
  ]);
  const tracking = track(series);
  expect(tracking.series.flatMap(({ changes }) => changes)).toEqual([]);
  expect(tracking.series[1]?.points.map(({ state }) => state).slice(0, 6)).toEqual([
    "new",
    "new",
    "new",
    "new",
    "new",
    "ok",
  ]);
});
