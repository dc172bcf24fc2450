import pLimit from "p-limit";
import { attemptFolders } from "./attempt-folders.ts";
import { readAttempt, type AttemptReading, type ReadOptions } from "./read-attempt.ts";
import { reservationsOf } from "./reservations.ts";
import type { ResultStore } from "./result-store.ts";
import { readRetractions, retractionsFile, type Retraction } from "./retractions.ts";
import { settleCopies } from "./settle-copies.ts";
import type { LeftOut, ReadImport, StoredResult } from "./stored-result.ts";

export interface Reading {
  /** Each job and attempt once, in the order of job id and attempt. */
  readonly results: readonly StoredResult[];
  /** Runs that happened elsewhere, each once. */
  readonly imported: readonly ReadImport[];
  /** In the order of their places. */
  readonly leftOut: readonly LeftOut[];
}

/** Reads at once of one place: enough to hide S3's latency, few enough for a laptop's file handles. */
const concurrency = 32;

/**
 * Every result below the given places. The same results in two places give the same answer as in one. Throws
 * {@link GeosBenchError} only where a place cannot be read at all; what is wrong with one result is in `leftOut`.
 */
export async function readResults(
  stores: readonly ResultStore[],
  options: ReadOptions = { verify: false },
): Promise<Reading> {
  const readings: AttemptReading[] = [];
  const retractions: Retraction[] = [];
  for (const store of stores) {
    const { folders, top } = await attemptFolders(store);
    if (top.has(retractionsFile)) retractions.push(...(await readRetractions(store)));
    const limit = pLimit(concurrency);
    readings.push(
      ...(await Promise.all(folders.map((folder) => limit(readAttempt, store, folder, options)))),
    );
  }
  return settle(readings, retractions);
}

function settle(readings: readonly AttemptReading[], retractions: readonly Retraction[]): Reading {
  const complete = readings.flatMap(({ read }) =>
    read
      ? [
          {
            read,
            uri: read.uri,
            jobId: read.result.job.id,
            attempt: read.result.job.attempt,
            sha256: read.sha256,
            hasJobRecord: read.job !== null,
          },
        ]
      : [],
  );
  const settled = settleCopies(complete);
  const imports = settleCopies(
    readings.flatMap(({ imported: of }) =>
      of ? [{ ...of, jobId: of.run.run_id, attempt: 1, hasJobRecord: false }] : [],
    ),
  );
  const retractionOf = (jobId: string, attempt: number): Retraction | undefined =>
    retractions.find((of) => of.job_id === jobId && (of.attempt === undefined || of.attempt === attempt));
  const results = settled.results.map(({ kept: { read, jobId, attempt } }): StoredResult => {
    return { ...read, reservations: reservationsOf(read.result, retractionOf(jobId, attempt)) };
  });
  const leftOut = [
    ...readings.flatMap((of) => of.leftOut ?? []),
    ...[...settled.results, ...imports.results].flatMap(({ kept, others }) =>
      others.map(({ uri }): LeftOut => ({ uri, kind: "duplicate", reason: `it is the same as ${kept.uri}` })),
    ),
    ...[...settled.conflicting, ...imports.conflicting].flatMap((copies) => {
      const [{ jobId, attempt }] = copies as [(typeof copies)[number]];
      const places = copies.map(({ uri }) => uri).join(", ");
      const reason = `job ${jobId}, attempt ${attempt} has different results: ${places}`;
      return copies.map(({ uri }): LeftOut => ({ uri, kind: "conflicting", reason }));
    }),
  ];
  const imported = imports.results.map(({ kept: { uri, run, sha256 } }): ReadImport => {
    const retraction = retractionOf(run.run_id, 1);
    return { uri, run, sha256, retracted: retraction ? `${retraction.reason} (${retraction.on})` : null };
  });
  return { results, imported, leftOut: leftOut.sort((a, b) => (a.uri < b.uri ? -1 : 1)) };
}
