import { argued } from "./argued.ts";

/** One run of moto's tests. */
export interface ConformanceRun {
  /** Day of the run, ISO 8601. */
  readonly date: string;
  readonly moto: string;
  readonly boto3: string;
  /** In the order in which they ran. */
  readonly outcomes: readonly Outcome[];
}

export interface Outcome {
  /** As pytest names it, below `tests/`. */
  readonly test: string;
  readonly outcome: "passed" | "failed" | "skipped";
  /** Of one that did not pass: the first line that says why. */
  readonly reason: string;
}

/** What a test counts as: one that fails though nobody argued it is a fault of ours until it is. */
export type Standing = "passed" | "argued" | "failed" | "skipped";

const failsWith = new Map(argued.flatMap((one) => one.tests.map((test) => [test, one.failsWith])));

export function standingOf({ test, outcome, reason }: Outcome): Standing {
  return outcome === "failed" && failsWith.get(test)?.test(reason) === true ? "argued" : outcome;
}

/** Argued tests that passed, failed otherwise, or that there are not: the list is not true any more. */
export function staleArguments({ outcomes }: ConformanceRun): string[] {
  const standing = new Set(outcomes.filter((one) => standingOf(one) === "argued").map(({ test }) => test));
  return [...failsWith.keys()].filter((test) => !standing.has(test));
}

/** How many of `of` stand how. */
export function count(outcomes: readonly Outcome[]): Readonly<Record<Standing, number>> {
  const counts = { passed: 0, argued: 0, failed: 0, skipped: 0 };
  for (const outcome of outcomes) counts[standingOf(outcome)] += 1;
  return counts;
}
