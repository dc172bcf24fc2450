import type { RunSummary } from "../../contract/run-summary.ts";
import { renderSummary } from "./table.ts";

interface Surroundings {
  readonly suite: string | null;
  /** `performance.now()` when the command began. */
  readonly started: number;
  readonly json: boolean;
}

/** Prints the outcome on standard output; returns whether every run succeeded with a result that counts. */
export function printSummary(runs: readonly RunSummary[], { suite, started, json }: Surroundings): boolean {
  const ok = runs.every(({ status, valid }) => status === "succeeded" && valid);
  const seconds = (performance.now() - started) / 1000;
  console.log(
    json
      ? JSON.stringify({ format: 1, suite, ok, wall_s: seconds, runs }, null, 2)
      : renderSummary(runs, process.stdout.isTTY),
  );
  return ok;
}
