import type { SiteTarget } from "../target/site-target.ts";
import { encodeRuns } from "./encode-runs.ts";
import type { Gathered } from "./gather-results.ts";
import { listedSet, tablesText } from "./result-sets.ts";
import type { ListedSet } from "./set-columns.ts";

/** Most tables of one file: each update adds one, and reading many small ones is slow. */
const mostTables = 32;

/** Writes the files of sets that have new results; the list of all, in the order of their ids. */
export async function writeSets(target: SiteTarget, { results, sets }: Gathered): Promise<ListedSet[]> {
  const resultsOf = Map.groupBy(results, ({ set }) => set);
  const listed: ListedSet[] = [];
  for (const [id, { before, fresh, isAnew }] of [...sets].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const of = resultsOf.get(id);
    if (of === undefined) continue;
    if (before && !isAnew && fresh.length === 0) {
      listed.push(before.listed);
      continue;
    }
    const isAppended = !isAnew && (before?.listed.tables ?? 0) + fresh.length <= mostTables;
    const kept = isAppended ? before : null;
    const tables = isAppended ? fresh : [encodeRuns(of.flatMap(({ rows }) => rows))];
    const text = tablesText(id, tables, kept?.text ?? null);
    const added = kept ? of.filter(({ isNew }) => isNew) : of;
    const entry = listedSet(
      id,
      text,
      added.map(({ rows }) => rows),
      { before: kept?.listed ?? null, tables: tables.length },
    );
    await target.write(entry.file, Buffer.from(text));
    listed.push(entry);
  }
  return listed;
}
