import packageJson from "../../package.json" with { type: "json" };
import { judgeSuite } from "../../report/compare/judge-suite.ts";
import { summaryLines } from "../../report/files/summary.ts";
import { writeReport } from "../../report/files/write-report.ts";
import { loadRuns } from "../../report/index/load-runs.ts";
import { runColumns, type RunColumn } from "../../report/index/run-columns.ts";
import { updateIndex } from "../../report/index/update-index.ts";
import { overview } from "../../report/overview/overview.ts";
import type { WritableStore } from "../../report/read/result-store.ts";
import { retractionsOf } from "../../report/read/retractions.ts";
import type { LeftOut } from "../../report/read/stored-result.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { openPlaces } from "../results/open-places.ts";

export interface ReportOptions {
  readonly output: string;
  readonly suite?: string;
  /** In percent. */
  readonly band: number;
  /** Whether the places' indexes are brought up to date first. */
  readonly index: boolean;
  readonly json?: true;
}

/** Writes the report of places with results: a page, and the data beside it. */
export async function report(given: readonly string[], options: ReportOptions): Promise<number> {
  const places = openPlaces(given);
  try {
    const { files, shown } = await reportOn(places.stores, options);
    if (options.json)
      console.log(JSON.stringify({ format: 1, ...files, summary: summaryLines(shown) }, null, 2));
    else for (const line of [...summaryLines(shown), `Report: ${files.page}`]) console.log(line);
    return cliExitCodes.success;
  } finally {
    places.close();
  }
}

/** The report of stores, for other commands too. */
export async function reportOn(
  stores: readonly WritableStore[],
  { output, suite, band, index }: Omit<ReportOptions, "json">,
) {
  const leftOut: LeftOut[] = [];
  if (index) for (const store of stores) leftOut.push(...(await updateIndex(store)).leftOut);
  const { runs, conflicting } = await loadRuns(stores, Object.keys(runColumns) as RunColumn[]);
  const retractions = await retractionsOf(stores);
  const shown = overview({
    places: stores.map(({ uri }) => uri),
    runs,
    verdicts:
      suite === undefined ? [] : judgeSuite(suite, { runs, retractions, measure: "wall" }, 1 + band / 100),
    retractions,
    leftOut,
    conflicting,
  });
  const made = { madeAt: new Date(), version: packageJson.version };
  return { files: await writeReport(output, shown, runs, made), shown };
}
