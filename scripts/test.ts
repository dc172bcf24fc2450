/**
 * `npm test`: every test that this machine can run, but those in test/nightly (`--nightly`: those alone). What cannot run
 * is said at the start, and counts as skipped, as does what passed before with the same sources (passed-before.ts); with
 * CI=true nothing may be skipped (test/support/unavailable.ts). The last line is `N passed, N failed, N skipped`.
 */
import path from "node:path";
import { parseArgs } from "node:util";
import { startVitest } from "vitest/node";
import { cacheFolder, projectRoot } from "../host/paths.ts";
import { isThorough } from "../test/support/thorough.ts";
import { keepPassed, slowFilesOf } from "./passed-before.ts";
import { whatIsSkipped } from "./what-is-skipped.ts";
import { SummaryReporter } from "./summary-reporter.ts";

const summary = new SummaryReporter();
const { values, positionals: filters } = parseArgs({
  allowPositionals: true,
  options: { nightly: { type: "boolean", default: false } },
});
for (const line of await whatIsSkipped()) console.log(line);
const place = { root: projectRoot, folder: path.join(cacheFolder(), "tests-passed") };
const slow = values.nightly ? [] : await slowFilesOf(place);
const leftOut = isThorough || filters.length > 0 ? [] : slow.filter(({ passed }) => passed !== undefined);
if (leftOut.length > 0)
  console.log("Passed before with the same sources, and not run again but with CI=true:");
for (const { file, passed = 0 } of leftOut) {
  console.log(`  ${file}`);
  summary.leaveOut("passed before, with the very same sources", file, passed);
}
const vitest = await startVitest("test", filters, {
  watch: false,
  reporters: ["default", summary],
  cliExclude: leftOut.map(({ file }) => file),
  project: values.nightly
    ? ["nightly"]
    : isThorough || filters.length > 0
      ? ["!nightly"]
      : ["!proof", "!nightly"],
});
await vitest.close();
await keepPassed(place, slow, summary.wholeFiles);
summary.print();
if (summary.failed > 0 || summary.total === 0) process.exitCode = 1;
