import { GeosBenchError } from "../../contract/errors.ts";
import { summaryLines } from "../../report/files/summary.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { openPlaces } from "../results/open-places.ts";
import { reportOn, type ReportOnOptions } from "../results/report-on.ts";

interface ReportOptions extends ReportOnOptions {
  /** ARN of a topic that the summary is published to. */
  readonly notify?: string;
  /** Where people find the report; the summary ends with it. */
  readonly link?: string;
  readonly json?: true;
}

/** Writes the report of places with results: a page, and the data beside it. Tells a topic, where one is named. */
export async function report(given: readonly string[], options: ReportOptions): Promise<number> {
  const { notify, link } = options;
  if ((notify === undefined) !== (link === undefined)) {
    throw new GeosBenchError("--notify and --link belong together.", {
      code: "bad-option",
      hint: "Give the ARN of the topic (output topic_arn) and the address under which the report will be read.",
    });
  }
  const places = await openPlaces(given);
  try {
    const { files, shown } = await reportOn(places.stores, options);
    const summary = summaryLines(shown);
    if (notify !== undefined && link !== undefined) {
      const { announceTo } = await import("../../client/announce-to.ts");
      await announceTo(notify, { lines: summary, link });
    }
    if (options.json) console.log(JSON.stringify({ format: 1, ...files, summary }, null, 2));
    else for (const line of [...summary, `Report: ${files.page}`]) console.log(line);
    return cliExitCodes.success;
  } finally {
    places.close();
  }
}
