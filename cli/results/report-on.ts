import packageJson from "../../package.json" with { type: "json" };
import { unknownBecause } from "../../contract/observed.ts";
import { publishedTimings } from "../../contract/published/published-timings.ts";
import type { Suite } from "../../contract/suite.ts";
import { checkReferences } from "../../report/compare/check-references.ts";
import { compareLoaded } from "../../report/compare/comparison.ts";
import { armChooser, chosenContrasts, suiteToJudge } from "../../report/compare/suite-contrasts.ts";
import { keepInFirst } from "../../report/compare/verdict-record.ts";
import { writeReport } from "../../report/files/write-report.ts";
import { loadImported, loadRuns } from "../../report/index/load-runs.ts";
import { runIndexColumns, type RunColumn } from "../../contract/run-index.ts";
import { updateIndex } from "../../report/index/update-index.ts";
import { overview } from "../../report/overview/overview.ts";
import type { WritableStore } from "../../report/read/result-store.ts";
import { retractionsOf } from "../../report/read/retractions.ts";
import { acknowledgementsOf } from "../../report/track/acknowledgements.ts";
import { knownPrices } from "../prices/price-store.ts";
import type { LeftOut } from "../../report/read/stored-result.ts";

export interface ReportOnOptions {
  /** The page's name. */
  readonly output: string;
  readonly suite?: string;
  /** In percent. */
  readonly band: number;
  /** Whether the places' indexes are brought up to date first. */
  readonly index: boolean;
}

const allColumns = Object.keys(runIndexColumns) as RunColumn[];

/** Writes the report of stores; returns where its files are and what they show. */
export async function reportOn(
  stores: readonly WritableStore[],
  { output, suite, band, index }: ReportOnOptions,
) {
  const leftOut: LeftOut[] = [];
  if (index) for (const store of stores) leftOut.push(...(await updateIndex(store)).leftOut);
  const loaded = await loadRuns(stores, allColumns);
  const retractions = await retractionsOf(stores);
  const prices = await knownPrices();
  const declared = suite === undefined ? null : suiteToJudge(suite);
  const judged = ({ primary_contrasts: all }: Suite) => {
    const contrasts = chosenContrasts(all, armChooser());
    const family = { kind: "family", measure: "wall", contrasts, arms: [] } as const;
    const request = { ...family, band: 1 + band / 100, prices };
    return compareLoaded(loaded, request, retractions);
  };
  const comparison = declared === null ? null : judged(declared);
  const imported = await loadImported(stores, allColumns);
  const shown = overview({
    places: stores.map(({ uri }) => uri),
    runs: loaded.runs,
    imported,
    published: publishedTimings,
    verdicts: comparison?.contrasts.map(({ id, verdict }) => ({ id, ...verdict })) ?? [],
    kept:
      comparison === null
        ? unknownBecause("nothing was judged")
        : index
          ? await keepInFirst(stores, comparison.record)
          : unknownBecause("--no-index writes nothing to the places"),
    references: checkReferences(declared?.references ?? [], loaded.runs),
    retractions,
    acknowledgements: await acknowledgementsOf(stores),
    leftOut,
    conflicting: loaded.conflicting,
    prices,
  });
  const made = { madeAt: new Date(), version: packageJson.version };
  return { files: await writeReport(output, shown, [...loaded.runs, ...imported], made), shown };
}
