/** A result as one place has it. */
export interface Copy {
  readonly uri: string;
  readonly jobId: string;
  readonly attempt: number;
  /** SHA-256 of `results.json`. */
  readonly sha256: string;
  readonly hasJobRecord: boolean;
}

export interface Settled<Of extends Copy> {
  /** One copy of each job's attempt, in the order of job id and attempt. */
  readonly results: readonly { readonly kept: Of; readonly others: readonly Of[] }[];
  /** Copies of one attempt that are not the same result: nobody knows which is right, so none is taken. */
  readonly conflicting: readonly (readonly Of[])[];
}

/**
 * One result for each job and attempt, whatever the order and the number of its copies: first one with a job record.
 */
export function settleCopies<Of extends Copy>(copies: Iterable<Of>): Settled<Of> {
  const results: { kept: Of; others: Of[] }[] = [];
  const conflicting: Of[][] = [];
  const byAttempt = Map.groupBy(copies, ({ jobId, attempt }) => `${jobId}\n${attempt}`);
  for (const of of byAttempt.values()) {
    const sorted = of.length > 1 ? of.toSorted(before) : of;
    const [kept, ...others] = sorted as [Of, ...Of[]];
    if (others.some(({ sha256 }) => sha256 !== kept.sha256)) conflicting.push(sorted);
    else results.push({ kept, others });
  }
  results.sort((a, b) => compare(a.kept.jobId, b.kept.jobId) || a.kept.attempt - b.kept.attempt);
  return { results, conflicting };
}

const before = (a: Copy, b: Copy): number =>
  Number(b.hasJobRecord) - Number(a.hasJobRecord) || compare(a.uri, b.uri);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
