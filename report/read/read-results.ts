import pLimit from "p-limit";
import { attemptFolders } from "./attempt-folders.ts";
import { readAttempt, type AttemptReading, type ReadOptions } from "./read-attempt.ts";
import { reservationsOf } from "./reservations.ts";
import type { ResultStore } from "./result-store.ts";
import { readRetractions, retractionsFile, type Retraction } from "./retractions.ts";
import type { LeftOut, StoredResult } from "./stored-result.ts";

export interface Reading {
  /** Each job and attempt once, in the order of job id and attempt. */
  readonly results: readonly StoredResult[];
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

/** One result for each job and attempt: copies are left out, and where two differ, nobody knows which is right. */
function settle(readings: readonly AttemptReading[], retractions: readonly Retraction[]): Reading {
  const leftOut = readings.flatMap((of) => of.leftOut ?? []);
  const complete = readings.flatMap((of) => of.read ?? []);
  const byAttempt = Map.groupBy(complete, ({ result: { job } }) => `${job.id}\n${job.attempt}`);
  const results: StoredResult[] = [];
  for (const copies of byAttempt.values()) {
    const [first, ...others] = copies.toSorted((a, b) => compare(a.uri, b.uri));
    if (!first) continue;
    const { job } = first.result;
    if (others.some(({ sha256 }) => sha256 !== first.sha256)) {
      const places = copies.map(({ uri }) => uri).join(", ");
      const reason = `job ${job.id}, attempt ${job.attempt} has different results: ${places}`;
      leftOut.push(...copies.map(({ uri }) => ({ uri, kind: "conflicting" as const, reason })));
      continue;
    }
    leftOut.push(
      ...others.map(({ uri }) => ({
        uri,
        kind: "duplicate" as const,
        reason: `it is the same as ${first.uri}`,
      })),
    );
    const retraction = retractions.find(
      (of) => of.job_id === job.id && (of.attempt === undefined || of.attempt === job.attempt),
    );
    // Whichever copy has what Batch knows of the job.
    const withJob = copies.find((copy) => copy.job !== null)?.job ?? null;
    results.push({ ...first, job: withJob, reservations: reservationsOf(first.result, retraction) });
  }
  return {
    results: results.sort(
      (a, b) => compare(a.result.job.id, b.result.job.id) || a.result.job.attempt - b.result.job.attempt,
    ),
    leftOut: leftOut.sort((a, b) => compare(a.uri, b.uri)),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
