import { readFile } from "node:fs/promises";
import { explainError, GeosBenchError } from "../../contract/errors.ts";
import type { MeasureName } from "../../report/compare/arm-of-runs.ts";
import { selection } from "../../report/compare/selection.ts";
import { loadResults } from "../../report/index/load-runs.ts";
import type { ResultStore } from "../../report/read/result-store.ts";
import { retractionsOf } from "../../report/read/retractions.ts";
import { acknowledgementsOf, parseAcknowledgements } from "../../report/track/acknowledgements.ts";
import { observationMaker, seriesOf, trackedColumns } from "../../report/track/points-of-results.ts";
import { track as follow } from "../../report/track/track.ts";
import type { Acknowledgement } from "../../report/track/tracked-series.ts";
import { trackingDocument, type TrackingReport } from "../../report/track/tracking-document.ts";
import { trackingExitCode, trackingExitCodes } from "../../report/track/tracking-exit-code.ts";
import { trackingText } from "../../report/terminal/tracking-text.ts";
import { openPlaces, type Places } from "../results/open-places.ts";
import { indexWhereNone } from "../results/index-where-none.ts";

export interface TrackOptions {
  readonly only?: string;
  readonly measure: MeasureName;
  readonly acknowledgements?: string;
  readonly json?: true;
}

/**
 * Follows the benchmarks of some places through time. Its exit codes are its own (report/track/tracking-exit-code.ts),
 * so whatever goes wrong is a 2.
 */
export async function track(given: readonly string[], options: TrackOptions): Promise<number> {
  let places: Places | undefined;
  try {
    places = await openPlaces(given);
    await indexWhereNone(places.stores);
    const report = await tracked(places.stores, options);
    console.log(options.json ? JSON.stringify(trackingDocument(report), null, 2) : trackingText(report));
    return report.exitCode;
  } catch (error) {
    console.error(explainError(error));
    // A fault of this program's: where it is, for whoever mends it.
    if (!(error instanceof GeosBenchError) && error instanceof Error) console.error(error.stack);
    return trackingExitCodes.error;
  } finally {
    places?.close();
  }
}

async function tracked(stores: readonly ResultStore[], options: TrackOptions): Promise<TrackingReport> {
  const isMeant = options.only === undefined ? () => true : selection(options.only);
  const acknowledgements = await acknowledgementsFor(stores, options.acknowledgements);
  const observe = observationMaker(options.measure, await retractionsOf(stores));
  const { results, conflicting } = await loadResults(stores, trackedColumns, (rows) =>
    isMeant(rows[0]) ? observe(rows) : null,
  );
  const { series, leftOut } = seriesOf(results);
  const tracking = follow(series, acknowledgements);
  return { tracking, exitCode: trackingExitCode(tracking), leftOut, conflicting };
}

async function acknowledgementsFor(
  stores: readonly ResultStore[],
  file: string | undefined,
): Promise<readonly Acknowledgement[]> {
  if (file === undefined) return acknowledgementsOf(stores);
  try {
    return parseAcknowledgements(await readFile(file, "utf8"));
  } catch (cause) {
    if (cause instanceof GeosBenchError) throw cause;
    throw new GeosBenchError(`The acknowledgements ${file} cannot be read: ${(cause as Error).message}`, {
      code: "bad-option",
      cause,
    });
  }
}
