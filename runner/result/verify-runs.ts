import type { BenchmarkConfig } from "../../contract/benchmark-config.ts";
import type { Result } from "../../contract/result.ts";
import type { Check, Verification } from "../../contract/workload-report.ts";
import { plannedRuns } from "../workload/run-all.ts";
import type { Run } from "../workload/run-once.ts";

/** What a job attempt amounts to, and why when it did not succeed. */
export type ResultOutcome =
  | { readonly outcome: "succeeded"; readonly reason: null }
  | { readonly outcome: Exclude<Result["outcome"], "succeeded">; readonly reason: string };

export type VerifiedRuns = ResultOutcome & { readonly verification: Verification | null };

/** What all runs together amount to: success only when every planned run completed and verified itself. */
export function verifyRuns(config: BenchmarkConfig, runs: readonly Run[]): VerifiedRuns {
  const verification = combineChecks(runs);
  for (const { outcome, reason } of runs) {
    if (outcome !== "completed") return { outcome: outcomes[outcome], reason, verification };
  }
  if (runs.length < plannedRuns(config)) {
    const reason = `The job was interrupted after ${runs.length} of ${plannedRuns(config)} runs.`;
    return { outcome: "interrupted", reason, verification };
  }
  if (!verification?.passed) {
    const failed = verification?.checks.filter(({ passed }) => !passed).map(({ name }) => name) ?? [];
    const reason = `Verification failed: ${failed.join("; ")}.`;
    return { outcome: "verification-failed", reason, verification };
  }
  return { outcome: "succeeded", reason: null, verification };
}

const outcomes = {
  failed: "workload-failed",
  "verification-failed": "verification-failed",
  interrupted: "interrupted",
} as const;

/** The checks of every timed run, and those that only the runner can make. `null` when no timed run reported. */
function combineChecks(runs: readonly Run[]): Verification | null {
  const reported = runs.flatMap(({ sample, contradictions, answer }) =>
    sample.report ? [{ ...sample, report: sample.report, contradictions, answer }] : [],
  );
  const timed = reported.filter(({ warmup }) => !warmup);
  if (timed.length === 0) return null;
  const checks = timed.flatMap(({ repetition, report, contradictions, exit_code }) => [
    ...report.verification.checks.map((check) => ({
      ...check,
      name: `run ${repetition}: ${check.name}`,
      passed: check.passed && check.value !== null && check.value <= check.limit,
    })),
    count(`run ${repetition}: contradictions to what was asked and measured`, contradictions.length),
    count(`run ${repetition}: ends other than with exit code 0`, exit_code === 0 ? 0 : 1),
  ]);
  const answers = new Set(reported.flatMap(({ answer }) => answer ?? []));
  if (reported.length > 1 && answers.size > 0)
    checks.push(count("runs: other answers than the first", answers.size - 1));
  const claims = timed.every(({ report }) => report.verification.passed);
  return { passed: claims && checks.every(({ passed }) => passed), checks };
}

/** A check that a number of things is zero. */
const count = (name: string, value: number): Check => ({
  name,
  value,
  limit: 0,
  unit: "count",
  passed: value === 0,
});
