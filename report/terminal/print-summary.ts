import type { RunSummary } from "../../contract/run-summary.ts";
import { renderSummary } from "./table.ts";

interface Surroundings {
  readonly suite: string | null;
  /** `performance.now()` when the command began. */
  readonly started: number;
  readonly json: boolean;
  /** Where the page is that shows all results of the folder; `null` where there is none. */
  readonly report: string | null;
}

/** Prints the outcome on standard output; returns whether every run succeeded with a result that counts. */
export function printSummary(
  runs: readonly RunSummary[],
  { suite, started, json, report }: Surroundings,
): boolean {
  const ok = runs.every(({ status, valid }) => status === "succeeded" && valid);
  const seconds = (performance.now() - started) / 1000;
  console.log(
    json
      ? JSON.stringify({ format: 1, suite, ok, wall_s: seconds, report, runs }, null, 2)
      : [renderSummary(runs, process.stdout.isTTY), ...(report ? [`Report: ${report}`] : [])].join("\n"),
  );
  return ok;
}
