import type { RunRow } from "../index/run-columns.ts";
import type { ResultKey } from "./result-key.ts";

type KeyedRun = Pick<RunRow, "job_id" | "attempt" | "result_sha256">;

/** The results of runs, each once, in their order. */
export function keysOf(runs: readonly KeyedRun[]): ResultKey[] {
  const keys = runs.map(({ job_id, attempt, result_sha256: sha256 }) => ({ job_id, attempt, sha256 }));
  return [...new Map(keys.map((key) => [nameOf(key), key])).values()];
}

export const nameOf = ({ job_id: id, attempt }: Pick<ResultKey, "job_id" | "attempt">): string =>
  `${id}/${attempt}`;

/** Whether a run belongs to one of these results. */
export function isOneOf(keys: readonly ResultKey[]): (run: KeyedRun) => boolean {
  const known = new Map(keys.map((key) => [nameOf(key), key.sha256]));
  return (run) => known.get(nameOf(run)) === run.result_sha256;
}

/** Those of which there is no run: removed since, or another result now. */
export function missingKeys(keys: readonly ResultKey[], runs: readonly KeyedRun[]): ResultKey[] {
  const there = new Set(keysOf(runs).map((key) => `${nameOf(key)} ${key.sha256}`));
  return keys.filter((key) => !there.has(`${nameOf(key)} ${key.sha256}`));
}
