import type { KnownJudgements } from "../../track/known-judgements.ts";
import { nightAt } from "../../track/series.ts";
import type { Acknowledgement } from "../../track/tracked-series.ts";
import { digestsOf, type ChunkSummary } from "./chunk-summary.ts";
import type { SiteSummary } from "./site-summary.ts";

/**
 * What the site of before knows of the points of histories: of the nights before the first result that it did not have,
 * or not so. `changed`: those results, by digest.
 */
export function keptJudgements(
  before: SiteSummary | null,
  acknowledgements: readonly Acknowledgement[],
  changed: ReadonlyMap<ChunkSummary, ReadonlySet<string>>,
): KnownJudgements | null {
  if (!before || !areSame(before.acknowledgements, acknowledgements)) return null;
  let first = Infinity;
  for (const [chunk, here] of changed)
    for (const [number, digest] of digestsOf(chunk).entries())
      if (here.has(digest)) first = Math.min(first, chunk.at[number] ?? 0);
  return { beforeNight: nightAt(first), bySeries: before.judgements };
}

export const areSame = (a: readonly Acknowledgement[], b: readonly Acknowledgement[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b);
