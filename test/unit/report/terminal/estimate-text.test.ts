import { expect, test } from "vitest";
import { estimate } from "../../../../report/estimate/estimate.ts";
import { estimateText } from "../../../../report/terminal/estimate-text.ts";
import { knownRun, knownRuns } from "../../../support/known-runs.ts";

const request = {
  simulation: "fullchem",
  resolution: "4x5",
  levels: 72,
  days: 360,
  threads: 16,
  instanceType: "c7a.4xlarge",
};

test("the first line answers: time with interval, n, and what it is; then cost, phases, caveats, runs, plan", () => {
  const runs = knownRuns({}, { wallSeconds: 100 }, { wallSeconds: 100 });
  const text = estimateText(estimate({ ...request, instanceType: "c7g.4xlarge" }, runs));
  const [first, cost] = text.split("\n\n");
  // exp(4.302653 × 0.03 × √(4/3)) = 1.161
  expect(first).toBe(
    "fullchem at 4x5, 72 levels, 360 simulated days, 16 threads on c7g.4xlarge: " +
      "10 h (95 %: 8.6 h to 12 h), n=3 of 3 observers; extrapolated: no GEOS-Chem run on Graviton.",
  );
  expect(cost).toMatch(
    /^Cost: \$5\.8 \(95 %: \$5 to \$6\.7\); \$5\.9 .* per simulated year at \$0\.58\/h \(us-east-1/,
  );
  const order = ["Phases,", "To know:", "Rests on", "To settle it:"].map((part) => text.indexOf(part));
  expect(order.every((at) => at > 0)).toBe(true);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});

test("what is unknown is said to be, with the reason, and has no number", () => {
  const text = estimateText(estimate(request, [knownRun({ threads: null })]));
  expect(text).toContain("c7a.4xlarge: unknown, no usable run of this kind (run: threads not reported).");
  expect(text).not.toContain("$");
});
