import { unknownBecause, type Observed } from "../../contract/observed.ts";
import type { PriceBook } from "../../contract/prices/price-book.ts";
import type { Suite } from "../../contract/suite.ts";
import type { WritableStore } from "../read/result-store.ts";
import type { Retraction } from "../read/retractions.ts";
import { checkReferences, type ReferenceCheck } from "./check-references.ts";
import type { LoadedRuns } from "./compare-arms.ts";
import { compareLoaded, type ComparedContrast } from "./comparison.ts";
import { armChooser, chosenContrasts } from "./suite-contrasts.ts";
import { keepInFirst } from "./verdict-record.ts";

/** What a suite was run to find out. */
export interface SuiteJudgement {
  /** Of its primary contrasts, with the id that `gcbench explain` takes. */
  readonly verdicts: readonly (ComparedContrast["verdict"] & { readonly id: string })[];
  /** Where what they rest on was kept. */
  readonly kept: Observed<string>;
  /** What it expected of its benchmarks. */
  readonly references: readonly ReferenceCheck[];
}

export const nothingJudged: SuiteJudgement = {
  verdicts: [],
  kept: unknownBecause("nothing was judged"),
  references: [],
};

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
