import { sha256 } from "../../../contract/sha256.ts";
import { seriesKey } from "../../track/known-judgements.ts";
import type { TrackedSeries } from "../../track/tracked-series.ts";
import type { SiteTarget } from "../target/site-target.ts";
import { storedSeries } from "../history/store-series.ts";
import { dataScript } from "./data-script.ts";
import { writeData } from "./write-data.ts";

/** A series in the list of the history page, with the file of its points. */
export interface ListedSeries {
  readonly id: string;
  readonly file: string;
  readonly series: TrackedSeries;
}

/** Writes each series with its points, and the page of each point's result. */
export async function writeSeries(
  target: SiteTarget,
  all: readonly TrackedSeries[],
  pageOf: (pointId: string) => string | null,
): Promise<ListedSeries[]> {
  const listed: ListedSeries[] = [];
  for (const series of all) {
    const id = sha256(seriesKey(series.series)).slice(0, 16);
    const text = dataScript(id, JSON.stringify(storedSeries(series, pageOf)));
    listed.push({ id, file: await writeData(target, "series.js", text), series });
  }
  return listed;
}

/** Writes which series there are, with the files of their points. */
export async function writeSeriesList(target: SiteTarget, all: readonly ListedSeries[]): Promise<string> {
  const list = all.map(({ id, file, series: { series } }) => ({ id, file, name: series.name }));
  const text = dataScript("series", JSON.stringify(list));
  return writeData(target, "series-list.js", text);
}
