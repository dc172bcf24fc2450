import { decodeRuns, type RunTable, type SiteRun } from "./run-table.ts";

/** The rows of one result: one for each timed run, or one without. */
export interface ResultOfRows {
  readonly rows: readonly [SiteRun, ...SiteRun[]];
}

/** The results of a table, whose rows lie one after the other. */
export function* resultsIn(table: RunTable): Generator<ResultOfRows> {
  let open: [SiteRun, ...SiteRun[]] | null = null;
  for (const row of decodeRuns(table)) {
    if (open?.[0].path === row.path && open[0].place === row.place) {
      open.push(row);
      continue;
    }
    if (open) yield { rows: open };
    open = [row];
  }
  if (open) yield { rows: open };
}
