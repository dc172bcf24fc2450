import type { S3Client } from "@aws-sdk/client-s3";
import { unknownBecause, type Observed } from "../../contract/observed.ts";
import { parseS3Url } from "../../contract/s3-url.ts";
import { shownColumns } from "../../report/compare/arm-figures.ts";
import { checkReferences, type ReferenceCheck } from "../../report/compare/check-references.ts";
import { compareLoaded } from "../../report/compare/comparison.ts";
import { defaultBand } from "../../report/compare/judge-family.ts";
import { armChooser, chosenContrasts } from "../../report/compare/suite-contrasts.ts";
import { keepRecord } from "../../report/compare/verdict-record.ts";
import type { Verdict } from "../../report/compare/verdict.ts";
import { loadRuns } from "../../report/index/load-runs.ts";
import { addToIndex, updateIndex } from "../../report/index/update-index.ts";
import { bucketStore } from "../../report/read/bucket-store.ts";
import { folderStore } from "../../report/read/folder-store.ts";
import type { WritableStore } from "../../report/read/result-store.ts";
import { retractionsOf } from "../../report/read/retractions.ts";
import { jobStates } from "./job-states.ts";
import type { Journal } from "./journal.ts";
import type { PlanRecord } from "./plan-record.ts";

/** What a plan came to, once every job of it has ended. */
export interface PlanReport {
  /** Results that are new in the index of each place; `null` with the reason where it could not be brought up to date. */
  readonly indexed: readonly { readonly place: string; readonly added: Observed<number> }[];
  /** Of the suite's primary contrasts, from the runs of this plan alone; with the id that `gcbench explain` takes. */
  readonly verdicts: readonly (Verdict & { readonly id: string })[];
  readonly references: readonly ReferenceCheck[];
}

interface Closing {
  readonly record: PlanRecord;
  readonly journal: Journal;
  readonly s3: S3Client;
  readonly outputDir: string;
}

/**
 * Depends on every job of the plan: indexes the results, here and where they are stored, and judges what the suite was
 * run to find out. A bucket that may only be read is no fault.
 */
export async function closePlan({ record, journal, s3, outputDir }: Closing): Promise<PlanReport> {
  const states = jobStates(record, journal.events);
  const finished = record.jobs.flatMap((job) => {
    const state = states.get(job.number);
    return state?.kind === "ended" && state.ended.result !== null
      ? [{ job, ended: state.ended, folder: state.ended.result }]
      : [];
  });
  const indexed: { place: string; added: Observed<number> }[] = [];
  for (const [outputPath, jobs] of Map.groupBy(finished, ({ job }) => job.output_path)) {
    const { bucket, key: prefix } = parseS3Url(outputPath);
    const store = bucketStore(s3, { bucket, prefix });
    const added = await addToIndex(
      store,
      jobs.map(({ folder }) => folder),
    ).then(
      (update): Observed<number> => ({ value: update.added }),
      (error: Error) => unknownBecause(error.message),
    );
    indexed.push({ place: store.uri, added });
  }
  const here = folderStore(outputDir);
  indexed.push({ place: here.uri, added: { value: (await updateIndex(here)).added } });
  const jobIds = new Set(finished.map(({ ended }) => ended.job_id));
  const loaded = await loadRuns([here], shownColumns, ({ job_id: id }) => jobIds.has(id));
  const verdicts = await judge(here, record, loaded);
  await journal.append({ event: "closed", at: new Date().toISOString() });
  return { indexed, verdicts, references: checkReferences(record.references, loaded.runs) };
}

/** The primary contrasts from the runs of the plan, kept so that `gcbench explain` can tell them. */
async function judge(
  here: WritableStore,
  { primary_contrasts: declared }: PlanRecord,
  loaded: Parameters<typeof compareLoaded>[0],
): Promise<PlanReport["verdicts"]> {
  if (declared.length === 0) return [];
  const contrasts = chosenContrasts(declared, armChooser());
  const request = { kind: "family", measure: "wall", band: defaultBand, contrasts, arms: [] } as const;
  const { record, contrasts: compared } = compareLoaded(loaded, request, await retractionsOf([here]));
  await keepRecord(here, record);
  return compared.map(({ id, verdict }) => ({ id, ...verdict }));
}
