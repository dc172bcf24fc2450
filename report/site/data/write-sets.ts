import type { SiteTarget } from "../target/site-target.ts";
import type { Gathered } from "./gather-results.ts";
import { listedSet, setText } from "./result-sets.ts";
import type { ListedSet } from "./set-columns.ts";
import type { SiteRun } from "./run-table.ts";

/** Writes the files of sets that have new results; the list of all, in the order of their ids. */
export async function writeSets(target: SiteTarget, { results, kept }: Gathered): Promise<ListedSet[]> {
  const sets = Map.groupBy(results, ({ set }) => set);
  const listed: ListedSet[] = [];
  for (const [id, of] of [...sets].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const before = kept.get(id);
    const fresh = of.filter(({ isNew }) => isNew).flatMap(({ rows }) => rows);
    if (before && fresh.length === 0) {
      listed.push(before.listed);
      continue;
    }
    const rows = of.flatMap((result) => result.rows) as [SiteRun, ...SiteRun[]];
    const text = setText(id, rows, before ? { before: before.text, fresh } : null);
    const entry = listedSet(id, text, rows);
    await target.write(entry.file, Buffer.from(text));
    listed.push(entry);
  }
  return listed;
}
