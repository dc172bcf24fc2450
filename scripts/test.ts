/**
 * `npm test`: every test that this machine can run, but those in test/nightly (`--nightly`: those alone). What cannot run
 * is said at the start, and counts as skipped; with CI=true nothing may be skipped (test/support/unavailable.ts). The last
 * line is `N passed, N failed, N skipped`.
 */
import { parseArgs } from "node:util";
import { startVitest } from "vitest/node";
import { isThorough } from "../test/support/thorough.ts";
import { whatIsSkipped } from "./what-is-skipped.ts";
import { SummaryReporter } from "./summary-reporter.ts";

const summary = new SummaryReporter();
const { values, positionals: filters } = parseArgs({
  allowPositionals: true,
  options: { nightly: { type: "boolean", default: false } },
});
for (const line of await whatIsSkipped()) console.log(line);
const vitest = await startVitest("test", filters, {
  watch: false,
  reporters: ["default", summary],
  project: values.nightly
    ? ["nightly"]
    : isThorough || filters.length > 0
      ? ["!nightly"]
      : ["!proof", "!nightly"],
});
await vitest.close();
summary.print();
if (summary.failed > 0 || summary.total === 0) process.exitCode = 1;
