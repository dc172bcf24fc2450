import type { RunRow } from "../../index/run-columns.ts";
import { decodeColumn, type Column, type Decoded } from "./column.ts";
import type { siteColumns } from "./site-columns.ts";

/** Under which a file of runs has its table. */
export const runTableName = "runs";

/** A row with the place of its result: a site may be of several. */
export type SiteRun = Pick<RunRow, (typeof siteColumns)[number]> & { readonly place: string };

/** Rows of the index by column, in little room; JSON. */
export interface RunTable {
  readonly rows: number;
  readonly columns: Readonly<Record<string, Column>>;
}

/**
 * A row is where it stands in its table, and its values are read from there: hundreds of thousands of objects with
 * values of their own take seconds to make and most of a gigabyte.
 */
class RowOfTable {
  readonly inTable: readonly (Decoded | undefined)[];
  readonly atRow: number;

  constructor(inTable: RowOfTable["inTable"], atRow: number) {
    this.inTable = inTable;
    this.atRow = atRow;
  }
}

/** Numbers of the columns that rows have so far. */
const slots = new Map<string, number>();

function slotOf(name: string): number {
  const known = slots.get(name);
  if (known !== undefined) return known;
  const slot = slots.size;
  slots.set(name, slot);
  Object.defineProperty(RowOfTable.prototype, name, {
    get(this: RowOfTable): unknown {
      // A column that came after the table was written.
      return this.inTable[slot]?.at(this.atRow) ?? null;
    },
  });
  return slot;
}

/** The rows of a table again. They have no properties of their own: what one reads is inherited. */
export function decodeRuns({ rows, columns }: RunTable): SiteRun[] {
  const inTable: Decoded[] = [];
  for (const [name, column] of Object.entries(columns)) inTable[slotOf(name)] = decodeColumn(column);
  return Array.from({ length: rows }, (_, row) => new RowOfTable(inTable, row) as unknown as SiteRun);
}
