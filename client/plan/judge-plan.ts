import { shownColumns } from "../../report/compare/arm-figures.ts";
import { checkReferences, type ReferenceCheck } from "../../report/compare/check-references.ts";
import { compareLoaded } from "../../report/compare/comparison.ts";
import { defaultBand } from "../../report/compare/judge-family.ts";
import { armChooser, chosenContrasts } from "../../report/compare/suite-contrasts.ts";
import { keepRecord } from "../../report/compare/verdict-record.ts";
import type { Verdict } from "../../report/compare/verdict.ts";
import { loadRuns } from "../../report/index/load-runs.ts";
import type { WritableStore } from "../../report/read/result-store.ts";
import { retractionsOf } from "../../report/read/retractions.ts";
import type { PlanRecord } from "./plan-record.ts";

export interface Judged {
  /** Of the suite's primary contrasts, from the runs of this plan alone; with the id that `gcbench explain` takes. */
  readonly verdicts: readonly (Verdict & { readonly id: string })[];
  readonly references: readonly ReferenceCheck[];
}

/**
 * What the suite was run to find out, from the indexed runs of these jobs. The record of the verdicts is kept in the
 * first of the places.
 */
export async function judgePlan(
  { primary_contrasts: declared, references }: PlanRecord,
  jobIds: ReadonlySet<string>,
  places: readonly [WritableStore, ...WritableStore[]],
): Promise<Judged> {
  const loaded = await loadRuns(places, shownColumns, ({ job_id: id }) => jobIds.has(id));
  const checks = checkReferences(references, loaded.runs);
  if (declared.length === 0) return { verdicts: [], references: checks };
  const contrasts = chosenContrasts(declared, armChooser());
  const request = { kind: "family", measure: "wall", band: defaultBand, contrasts, arms: [] } as const;
  const { record, contrasts: compared } = compareLoaded(loaded, request, await retractionsOf(places));
  await keepRecord(places[0], record);
  return { verdicts: compared.map(({ id, verdict }) => ({ id, ...verdict })), references: checks };
}
