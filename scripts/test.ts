/**
 * `npm test`: every test that this machine can run. What cannot run is said at the start, and counts as skipped; with
 * CI=true nothing may be skipped (test/support/unavailable.ts). The last line is `N passed, N failed, N skipped`.
 */
import { startVitest } from "vitest/node";
import { isThorough } from "../test/support/thorough.ts";
import { whatIsSkipped } from "./what-is-skipped.ts";
import { SummaryReporter } from "./summary-reporter.ts";

const summary = new SummaryReporter();
const filters = process.argv.slice(2);
for (const line of await whatIsSkipped()) console.log(line);
const vitest = await startVitest("test", filters, {
  watch: false,
  reporters: ["default", summary],
  project: isThorough || filters.length > 0 ? [] : ["!proof"],
});
await vitest.close();
summary.print();
if (summary.failed > 0 || summary.total === 0) process.exitCode = 1;
