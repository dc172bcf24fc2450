import { unknownBecause } from "../../contract/observed.ts";
import type { PriceBook } from "../../contract/prices/price-book.ts";
import type { Suite } from "../../contract/suite.ts";
import type { WritableStore } from "../read/result-store.ts";
import type { Retraction } from "../read/retractions.ts";
import { checkReferences } from "./check-references.ts";
import type { LoadedRuns } from "./compare-arms.ts";
import { compareLoaded } from "./comparison.ts";
import { armChooser, chosenContrasts } from "./suite-contrasts.ts";
import { nothingJudged, type SuiteJudgement } from "./suite-judgement.ts";
import { keepInFirst } from "./verdict-record.ts";

/**
 * Judges a suite from runs that are loaded. `band`: a ratio up to which arms count as equal. `keepIn`: places of which
 * the first gets the record of the verdicts; `null` writes none.
 */
export async function judgeSuite(
  { primary_contrasts: declared, references }: Pick<Suite, "primary_contrasts" | "references">,
  loaded: LoadedRuns,
  {
    band,
    retractions,
    keepIn,
    prices,
  }: {
    readonly band: number;
    readonly retractions: readonly Retraction[];
    readonly keepIn: readonly WritableStore[] | null;
    readonly prices: PriceBook;
  },
): Promise<SuiteJudgement> {
  const checks = checkReferences(references, loaded.runs);
  if (declared.length === 0) return { ...nothingJudged, references: checks };
  const contrasts = chosenContrasts(declared, armChooser());
  const request = { kind: "family", measure: "wall", band, contrasts, arms: [], prices } as const;
  const { contrasts: compared, record } = compareLoaded(loaded, request, retractions);
  return {
    verdicts: compared.map(({ id, verdict }) => ({ id, ...verdict })),
    kept: keepIn
      ? await keepInFirst(keepIn, record)
      : unknownBecause("--no-index writes nothing to the places"),
    references: checks,
  };
}
