import { html } from "hono/html";
import type { ReferenceCheck } from "../compare/check-references.ts";
import { verdictText } from "../compare/verdict-text.ts";
import type { IdentifiedVerdict, Overview } from "../overview/overview.ts";
import type { Html } from "../page/figure.ts";
import { shownText } from "../page/shown-text.ts";
import { referenceText } from "../terminal/reference-text.ts";
import { changeText } from "../terminal/change-text.ts";
import type { TrackedSeries } from "../track/tracked-series.ts";
import { isOpen } from "../track/tracking-exit-code.ts";

/** What was judged; a run by itself is no case: what it says is for the runner's exit code. */
interface Case {
  readonly name: string;
  readonly outcome: "passed" | "failed" | "skipped";
  /** In words: the finding, or why there is none. */
  readonly text: string;
}

/**
 * What was judged as JUnit XML, for CI systems: verdicts of a suite's contrasts, benchmarks against their references,
 * and series over time. Worse, outside of the bounds, or an open regression: a failure. What could not be judged is
 * skipped with the reason, and never passes.
 */
export async function junitXml({ verdicts, references, history }: Overview): Promise<string> {
  const suites = [
    { name: "verdicts", nothing: "no suite was named (--suite)", cases: verdicts.map(ofVerdict) },
    { name: "references", nothing: "no reference was declared", cases: references.map(ofReference) },
    { name: "history", nothing: "no series that may be ranked", cases: history.map(ofSeries) },
  ].map(({ name, nothing, cases }) => ({
    name,
    // A file without a case is an error to some readers, and none to others.
    cases: cases.length > 0 ? cases : [{ name: "none", outcome: "skipped", text: nothing } satisfies Case],
  }));
  const all = suites.flatMap(({ cases }) => cases);
  const xml = await html`<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="geos-chem-bench" tests="${all.length}" failures="${count(all, "failed")}" errors="0">
      ${suites.map(
        ({ name, cases }) =>
          html`<testsuite
            name="${name}"
            tests="${cases.length}"
            failures="${count(cases, "failed")}"
            errors="0"
            skipped="${count(cases, "skipped")}"
          >
            ${cases.map((of) => testcase(name, of))}</testsuite
          > `,
      )}</testsuites
    > `;
  return String(xml);
}

const count = (cases: readonly Case[], outcome: Case["outcome"]): number =>
  cases.filter((of) => of.outcome === outcome).length;

const testcase = (suite: string, { name, outcome, text }: Case): Html => {
  const message = shownText(text, 2000);
  return html`<testcase classname="gcbench.${suite}" name="${shownText(name)}"
    >${
      outcome === "failed"
        ? html`<failure message="${message}" type="${suite}">${message}</failure>`
        : outcome === "skipped"
          ? html`<skipped message="${message}" />`
          : html`<system-out>${message}</system-out>`
    }</testcase
  > `;
};

const outcomes = {
  better: "passed",
  equivalent: "passed",
  worse: "failed",
  inconclusive: "skipped",
  none: "skipped",
  exploratory: "skipped",
} as const satisfies Readonly<Record<IdentifiedVerdict["ruling"]["word"], Case["outcome"]>>;

const ofVerdict = (verdict: IdentifiedVerdict): Case => ({
  name: verdict.contrast,
  outcome: outcomes[verdict.ruling.word],
  text: `${verdictText(verdict)} (${verdict.id})`,
});

const ofReference = (check: ReferenceCheck): Case => ({
  name: `${check.reference.benchmark} ${check.reference.measure}`,
  outcome: check.found === null ? "skipped" : check.found === "within" ? "passed" : "failed",
  text: referenceText(check),
});

function ofSeries({ series, points, changes }: TrackedSeries): Case {
  const name = series.name;
  const regression = changes.findLast((of) => of.direction === "regression" && isOpen(of));
  if (regression) return { name, outcome: "failed", text: changeText(series, regression) };
  if (points.every(({ prediction }) => prediction === null))
    return { name, outcome: "skipped", text: `${points.length} points, nothing is judged yet` };
  const last = points.at(-1);
  return last?.state === "suspect"
    ? { name, outcome: "skipped", text: "the latest point is suspect, and not confirmed yet" }
    : { name, outcome: "passed", text: `no open regression in ${points.length} points` };
}
