import { summaryLines } from "../../report/files/summary.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { openPlaces } from "../results/open-places.ts";
import { reportOn, type ReportOnOptions } from "../results/report-on.ts";

/** Writes the report of places with results: a page, and the data beside it. */
export async function report(
  given: readonly string[],
  options: ReportOnOptions & { readonly json?: true },
): Promise<number> {
  const places = openPlaces(given);
  try {
    const { files, shown } = await reportOn(places.stores, options);
    const summary = summaryLines(shown);
    if (options.json) console.log(JSON.stringify({ format: 1, ...files, summary }, null, 2));
    else for (const line of [...summary, `Report: ${files.page}`]) console.log(line);
    return cliExitCodes.success;
  } finally {
    places.close();
  }
}
