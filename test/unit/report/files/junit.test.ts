import { parse } from "junit2json";
import { expect, test } from "vitest";
import { judgeFamily } from "../../../../report/compare/judge-family.ts";
import { junitXml } from "../../../../report/files/junit.ts";
import { overview, type OverviewInput } from "../../../../report/overview/overview.ts";
import { interleaved } from "../../../support/arms.ts";
import { syntheticRows } from "../../../support/synthetic-rows.ts";

const nothing: OverviewInput = {
  places: ["here"],
  runs: [],
  verdicts: [],
  retractions: [],
  acknowledgements: [],
  leftOut: [],
  conflicting: [],
};

const hostile = `</failure>]]><x a="1'&\u0000\u001b\u202E\uFFFE`;

/** One of each word: values of seven instances that differ clearly, or not at all. */
const values = (middle: number) => [-3, -2, -1, 0, 1, 2, 3].map((of) => middle + 0.05 * of);
const judged = (
  contrasts: readonly (readonly [name: string, a: readonly number[], b: readonly number[]])[],
) =>
  judgeFamily(contrasts.map(([name, a, b]) => interleaved(name, a, b))).map((verdict, index) => ({
    id: `v-0123456789abcdef-${index + 1}`,
    ...verdict,
  }));

const night = (index: number, seconds: number) =>
  syntheticRows({
    jobId: `night-${index}`,
    instanceId: `i-${index}`,
    startedAt: new Date(Date.UTC(2026, 0, 1 + index)).toISOString(),
    wallSeconds: [seconds * (1 + 0.005 * Math.sin(7 * index))],
  });

/** The cases as a parser of JUnit reads them. */
async function casesOf(input: Partial<OverviewInput>) {
  const document = await parse(await junitXml(overview({ ...nothing, ...input })));
  if (!document || !("testsuite" in document)) throw new Error("no test suites");
  const suites = document.testsuite ?? [];
  for (const { tests, failures, skipped, testcase = [] } of suites) {
    expect(tests).toBe(testcase.length);
    expect(failures).toBe(testcase.filter((of) => of.failure).length);
    expect(skipped).toBe(testcase.filter((of) => of.skipped).length);
  }
  return suites.flatMap(({ name: suite, testcase = [] }) =>
    testcase.map(({ name, failure, skipped }) => ({
      suite,
      name,
      outcome: failure ? "failed" : skipped ? "skipped" : "passed",
      text: failure?.[0]?.message ?? skipped?.[0]?.message,
    })),
  );
}

test("a verdict is a case: worse fails, what cannot be judged is skipped with the reason", async () => {
  const verdicts = judged([
    ["slower", values(100), values(120)],
    ["faster", values(100), values(80)],
    ["equal", values(100), values(100)],
    [`too few ${hostile}`, [1, 2], [1, 2]],
  ]);
  const cases = await casesOf({ verdicts });
  expect(cases.filter(({ suite }) => suite === "verdicts")).toEqual([
    {
      suite: "verdicts",
      name: "slower",
      outcome: "failed",
      text: expect.stringContaining("worse; ratio 1.200"),
    },
    { suite: "verdicts", name: "faster", outcome: "passed", text: undefined },
    { suite: "verdicts", name: "equal", outcome: "passed", text: undefined },
    {
      suite: "verdicts",
      name: `too few </failure>]]><x a="1'&␀␛\uFFFD\uFFFD`,
      outcome: "skipped",
      text: expect.stringContaining("inconclusive: n=2, needs "),
    },
  ]);
});

test("a reference that is missed fails, and one without a measurement is skipped", async () => {
  const reference = (benchmark: string) => ({
    benchmark,
    measure: "wall" as const,
    value: 100,
    lower: null,
    upper: 0.05,
    source: "a test",
  });
  const cases = await casesOf({
    references: [
      { reference: reference("A"), measured: { value: 104 }, found: "within" },
      { reference: reference("B"), measured: { value: 120 }, found: "above" },
      { reference: reference("C"), measured: { value: null, reason: "no run of it" }, found: null },
    ],
  });
  expect(cases.filter(({ suite }) => suite === "references")).toMatchObject([
    { name: "A wall", outcome: "passed" },
    { name: "B wall", outcome: "failed", text: expect.stringContaining("above: 120.0; expected 100") },
    { name: "C wall", outcome: "skipped", text: expect.stringContaining("not judged: no run of it") },
  ]);
});

test("a series with an open regression fails, acknowledged it does not; one that is too short is skipped", async () => {
  const slower = Array.from({ length: 26 }, (_, index) => night(index, index < 20 ? 100 : 110)).flat();
  const history = async (input: Partial<OverviewInput>) =>
    (await casesOf(input)).filter(({ suite }) => suite === "history");
  const [found] = await history({ runs: slower });
  expect(found).toMatchObject({ outcome: "failed", text: expect.stringMatching(/regression \+1\d\.\d %/) });
  const acknowledgements = [{ series: found?.name ?? "", from: "night-20/1", reason: "a finer grid" }];
  expect((await history({ runs: slower, acknowledgements })).map(({ outcome }) => outcome)).not.toContain(
    "failed",
  );
  expect(await history({ runs: night(0, 100) })).toMatchObject([
    { outcome: "skipped", text: "1 points, nothing is judged yet" },
  ]);
});

test("where nothing was judged, nothing passes", async () => {
  expect(await casesOf({})).toEqual([
    { suite: "verdicts", name: "none", outcome: "skipped", text: "no suite was named (--suite)" },
    { suite: "references", name: "none", outcome: "skipped", text: "no reference was declared" },
    { suite: "history", name: "none", outcome: "skipped", text: "no series that may be ranked" },
  ]);
});
