import { runIndexColumns } from "../../../contract/run-index.ts";
import { overviewColumns, type OverviewRun } from "../../overview/overview-run.ts";

type Value = string | number | boolean | null;

/** A column's values: one that all rows have, few that rows name by number, or one for each row. Times are in ms. */
type Column =
  | { readonly one: Value }
  | { readonly few: readonly Value[]; readonly at: readonly number[] }
  | { readonly all: readonly Value[] };

/** A row with the place of its result: a site may be of several. */
export type SiteRun = OverviewRun & { readonly place: string };

const columnNames = ["place", ...overviewColumns] as const;

/** Rows of the index by column, in little room; JSON. */
export interface RunTable {
  readonly rows: number;
  readonly columns: Readonly<Record<string, Column>>;
}

const isTime = (name: keyof SiteRun): boolean =>
  name !== "place" && runIndexColumns[name].type === "TIMESTAMP";

export function encodeRuns(rows: readonly SiteRun[]): RunTable {
  const columns: Record<string, Column> = {};
  for (const name of columnNames) {
    const values = rows.map((row) => {
      const value = row[name];
      return value instanceof Date ? value.getTime() : value;
    });
    const numbers = new Map<Value, number>();
    for (const value of values) if (!numbers.has(value)) numbers.set(value, numbers.size);
    const few = [...numbers.keys()];
    const [one = null] = few;
    columns[name] =
      few.length < 2
        ? { one }
        : few.length <= values.length / 2
          ? { few, at: values.map((value) => numbers.get(value) ?? 0) }
          : { all: values };
  }
  return { rows: rows.length, columns };
}

/** The rows again. Values that all have are shared, not copied: they are inherited. */
export function decodeRuns(table: RunTable): SiteRun[] {
  const shared: Record<string, unknown> = {};
  const varying: [name: string, of: (row: number) => unknown][] = [];
  for (const name of columnNames) {
    // A column that came after the table was written.
    const column = table.columns[name] ?? { one: null };
    const decode = isTime(name)
      ? (value: Value | undefined): unknown =>
          value === null || value === undefined ? null : new Date(Number(value))
      : (value: Value | undefined): unknown => value ?? null;
    if ("one" in column) shared[name] = decode(column.one);
    else if ("few" in column) {
      const few = column.few.map(decode);
      varying.push([name, (row) => few[column.at[row] ?? 0]]);
    } else varying.push([name, (row) => decode(column.all[row])]);
  }
  return Array.from({ length: table.rows }, (_, index) => {
    const row = Object.create(shared) as Record<string, unknown>;
    for (const [name, of] of varying) row[name] = of(index);
    return row as unknown as SiteRun;
  });
}
