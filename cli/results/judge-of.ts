import type { PriceBook } from "../../contract/prices/price-book.ts";
import { nothingJudged } from "../../report/compare/suite-judgement.ts";
import type { Judge } from "../../report/overview/load-overview.ts";
import type { WritableStore } from "../../report/read/result-store.ts";

export interface JudgeOptions {
  readonly suite?: string;
  /** In percent. */
  readonly band: number;
  /** Whether the places' indexes are brought up to date first. */
  readonly index: boolean;
}

/**
 * What judges the suite that somebody named, and keeps its record in the first of the places unless nothing may be
 * written there. Throws {@link GeosBenchError} `bad-option` for a suite that declares nothing.
 */
export async function judgeOf(
  stores: readonly WritableStore[],
  { suite, band, index, prices }: JudgeOptions & { readonly prices: PriceBook },
): Promise<Judge> {
  if (suite === undefined) return async () => nothingJudged;
  const { judgeSuite } = await import("../../report/compare/judge-suite.ts");
  const { suiteToJudge } = await import("../../report/compare/suite-contrasts.ts");
  const declared = suiteToJudge(suite);
  return async (load, retractions) =>
    judgeSuite(declared, await load(), {
      band: 1 + band / 100,
      retractions,
      keepIn: index ? stores : null,
      prices,
    });
}
