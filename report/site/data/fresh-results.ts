import { deserialize, serialize } from "node:v8";
import { encodeRuns } from "./encode-runs.ts";
import { resultsIn, type ResultOfRows } from "./results-in.ts";
import type { RunTable } from "./run-table.ts";

type Rows = ResultOfRows["rows"];

/**
 * Results of one set that the index has, until the files of the set are written. Once it is sealed, their rows are bytes,
 * outside of the heap: as decoded, those of a hundred thousand results take more than a gigabyte.
 */
export class FreshResults {
  #open: Rows[] = [];
  #bytes: Uint8Array | null = null;
  /** Numbers of those that are taken. */
  readonly #taken = new Set<number>();

  /** Adds a result; returns its number. */
  add(rows: Rows): number {
    return this.#open.push(rows) - 1;
  }

  /** None is added any more. */
  seal(): void {
    this.#bytes = serialize(encodeRuns(this.#open.flat()));
    this.#open = [];
  }

  take(number: number): void {
    this.#taken.add(number);
  }

  /** Those that are taken, of what was sealed. */
  get taken(): ResultOfRows[] {
    if (this.#bytes === null) return [];
    const all = [...resultsIn(deserialize(this.#bytes) as RunTable)];
    return all.filter((_, number) => this.#taken.has(number));
  }
}

/** Rows that are decoded at once, of whatever sets. */
const mostOpen = 6_000;

/** Results by their sets, as they come. */
export class FreshSets {
  readonly #open = new Map<string, FreshResults>();
  #rows = 0;

  /** Adds a result; returns where it is. */
  add(set: string, rows: Rows): { readonly set: string; readonly of: FreshResults; readonly number: number } {
    const of = this.#open.get(set) ?? new FreshResults();
    this.#open.set(set, of);
    const number = of.add(rows);
    this.#rows += rows.length;
    if (this.#rows >= mostOpen) this.seal();
    return { set, of, number };
  }

  seal(): void {
    for (const of of this.#open.values()) of.seal();
    this.#open.clear();
    this.#rows = 0;
  }
}
