import { array, assert, double, property, tuple } from "fast-check";
import { expect, test } from "vitest";
import { explainVerdict } from "../../../../report/compare/explain-verdict.ts";
import { judgeFamily } from "../../../../report/compare/judge-family.ts";
import { interleaved, syntheticArm, wallTime } from "../../../support/arms.ts";

const positive = double({ min: 50, max: 200, noNaN: true });
const arm = array(positive, { minLength: 5, maxLength: 8 });

test("what the steps say is what the verdict rests on, whatever was measured", () => {
  const contrast = tuple(arm, arm);
  assert(
    property(array(contrast, { minLength: 1, maxLength: 4 }), (pairs) => {
      const family = judgeFamily(pairs.map(([a, b], index) => interleaved(`c${index}`, a, b)));
      for (const [index, { evidence, adjusted }] of family.entries()) {
        const { steps } = explainVerdict(family, index);
        const values = Object.assign({}, ...steps.map((step) => step.values)) as Record<string, number>;
        expect(values["ratio"]).toBe(evidence.ratio.value);
        expect([values["low"], values["high"]]).toEqual(evidence.interval.value);
        const divisions = values["divisions"] ?? 0;
        const observed = evidence.test.value?.p ?? 0;
        expect((values["extreme"] ?? 0) / divisions).toBeCloseTo(observed, 12);
        expect(values["adjustedTest"]).toBe(adjusted.test);
      }
    }),
    { numRuns: 30 },
  );
});

test("two builds on one instance are explained pair by pair", () => {
  const one = (label: string, values: readonly number[], first: number) => ({
    ...syntheticArm(label, [values], [first]),
  });
  const onOne = (label: string, values: readonly number[], first: number) => {
    const [instance, ...none] = one(label, values, first).instances;
    if (!instance || none.length > 0) throw new Error("one instance");
    const runs = instance.runs.map((run, index) => {
      const begin = (2 * index + first) * 60_000;
      return { ...run, ran: { begin: new Date(begin), end: new Date(begin + 60_000) } };
    });
    const identity = { kind: "observed", id: "i-same" } as const;
    return { ...one(label, values, first), instances: [{ ...instance, instance: identity, runs }] };
  };
  const baseline = onOne("a", [100, 101, 99, 100, 102, 98], 0);
  const candidate = onOne("b", [110, 111, 109, 110, 112, 108], 1);
  const family = judgeFamily([{ name: "c", measure: wallTime, baseline, candidate }]);
  const { steps, verdict } = explainVerdict(family, 0);
  expect(verdict).toContain("on this instance only");
  expect(steps.map(({ lines }) => lines.join("\n")).join("\n")).toMatch(
    /all 64 choices of signs: 2 differ at least as much/,
  );
});
