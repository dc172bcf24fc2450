import { deserialize, serialize } from "node:v8";
import { encodeRuns } from "./encode-runs.ts";
import { resultsIn, type ResultOfRows } from "./results-in.ts";
import type { RunTable } from "./run-table.ts";

type Rows = ResultOfRows["rows"];

/**
 * Results that an index segment has of one set, until the files of the set are written. Their rows are bytes meanwhile,
 * outside of the heap: as decoded, those of a hundred thousand results take more than a gigabyte.
 */
export class FreshResults {
  readonly #bytes: Uint8Array;
  /** Numbers of those that are taken. */
  readonly #taken = new Set<number>();

  constructor(results: readonly Rows[]) {
    this.#bytes = serialize(encodeRuns(results.flat()));
  }

  take(number: number): void {
    this.#taken.add(number);
  }

  get taken(): ResultOfRows[] {
    const all = [...resultsIn(deserialize(this.#bytes) as RunTable)];
    return all.filter((_, number) => this.#taken.has(number));
  }
}
