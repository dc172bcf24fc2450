import { expect, test } from "vitest";
import { candidateTypes } from "../../../../contract/candidate-types.ts";
import { withinBudget } from "../../../../report/estimate/budget.ts";
import { publishedRuns } from "../../../../report/estimate/published-runs.ts";
import { knownRuns } from "../../../support/known-runs.ts";

const request = { simulation: "fullchem", resolution: "4x5", levels: 72, days: 10, threads: 16 };

test("every type among which users choose has an answer, in its order: no ranking", () => {
  const options = withinBudget({ ...request, threads: null }, 100, publishedRuns());
  expect(options.map(({ instanceType }) => instanceType)).toEqual(candidateTypes.map(({ name }) => name));
});

test("a budget suffices above the interval, may within it, and does not below", () => {
  const runs = knownRuns({}, {}, {});
  const answer = (usd: number) =>
    withinBudget(request, usd, runs).find(({ instanceType }) => instanceType === "c7a.4xlarge")?.answer;
  const of = withinBudget(request, 1, runs).find(({ instanceType }) => instanceType === "c7a.4xlarge");
  const [low = 0, high = 0] =
    !of || of.answer === "refused" ? [] : (of.estimate.usd.value?.interval.value ?? []);
  expect(high).toBeGreaterThan(low);
  expect([answer(high * 1.01), answer((low + high) / 2), answer(low * 0.99)]).toEqual([
    "suffices",
    "may suffice",
    "does not suffice",
  ]);
});

test("what does not fit is listed with the reason, and stops nothing", () => {
  const options = withinBudget({ ...request, resolution: "2x2.5", threads: null }, 100, publishedRuns());
  const refused = options.filter(({ answer }) => answer === "refused");
  expect(refused.map(({ instanceType }) => instanceType)).toEqual([
    "c7g.4xlarge",
    "c8g.4xlarge",
    "c7i.4xlarge",
    "c7a.4xlarge",
  ]);
  expect(refused[0]).toMatchObject({ reason: expect.stringContaining("30 to 40 GB") as string });
});

test("without an interval nobody knows", () => {
  const [first] = withinBudget(request, 100, knownRuns({}));
  expect(first?.answer).toBe("unknown");
});

test.each([0, -1, Number.NaN, Infinity])("a budget of %s is refused", (usd) => {
  expect(() => withinBudget(request, usd, publishedRuns())).toThrow(
    expect.objectContaining({ code: "bad-option" }),
  );
});

test("what no type could do is an error, not a list of refusals", () => {
  expect(() => withinBudget({ ...request, resolution: "1x1" }, 100, publishedRuns())).toThrow(
    expect.objectContaining({ code: "bad-option" }),
  );
});
