import Table from "cli-table3";
import { GeosBenchError } from "../../contract/errors.ts";
import { runIndexColumns } from "../../contract/run-index.ts";

import { queryRuns, type QueryAnswer } from "../../report/query/query-runs.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { defaultPlaces, openPlaces } from "../results/open-places.ts";
import { indexWhereNone } from "../results/index-where-none.ts";

export interface QueryOptions {
  readonly results?: readonly string[];
  readonly columns?: true;
  readonly json?: true;
}

/** Answers SQL about the indexed runs. */
export async function query(sql: string | undefined, options: QueryOptions): Promise<number> {
  if (options.columns) {
    printColumns(options.json === true);
    return cliExitCodes.success;
  }
  if (sql === undefined) {
    throw new GeosBenchError("No query is given.", {
      code: "bad-option",
      hint: 'For example: gcbench query "select benchmark_id, median(wall_s) from runs group by all". --columns lists the columns.',
    });
  }
  const places = await openPlaces(options.results ?? defaultPlaces);
  try {
    await indexWhereNone(places.stores);
    const answer = await queryRuns(places.stores, sql);
    console.log(options.json ? JSON.stringify(asObjects(answer), null, 2) : asTable(answer));
    return cliExitCodes.success;
  } finally {
    places.close();
  }
}

const asObjects = ({ columns, rows }: QueryAnswer) =>
  rows.map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index] ?? null])));

function asTable({ columns, rows }: QueryAnswer): string {
  const table = new Table({ head: [...columns], style: { head: [], border: [] } });
  for (const row of rows) {
    table.push(row.map((value) => (typeof value === "string" ? value : JSON.stringify(value))));
  }
  return `${table.toString()}\n${rows.length} ${rows.length === 1 ? "row" : "rows"}`;
}

function printColumns(json: boolean): void {
  const columns = Object.entries(runIndexColumns).map(([name, { type, nullable, meaning }]) => ({
    name,
    type,
    nullable,
    meaning,
  }));
  if (json) return console.log(JSON.stringify(columns, null, 2));
  const widest = Math.max(...columns.map(({ name }) => name.length));
  for (const { name, type, meaning } of columns) {
    console.log(`${name.padEnd(widest)}  ${type.toLowerCase().padEnd(9)}  ${meaning}`);
  }
}
