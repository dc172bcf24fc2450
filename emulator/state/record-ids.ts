import type { DatabaseSync } from "node:sqlite";

/**
 * Where each record is, in memory: an index of the keys in the file, which are random, would be written to at another
 * place with each job.
 */
export interface RecordIds {
  /** The records of a kind in a region by key, in the order in which they were first put. */
  of(region: string, kind: string): Map<string, number>;
  /** Regions that have a record. */
  regions(): string[];
  clear(region: string): void;
}

/** Of all records that the file has. */
export function readIds(database: DatabaseSync): RecordIds {
  const byRegion = new Map<string, Map<string, Map<string, number>>>();

  const ids: RecordIds = {
    of(region, kind) {
      const kinds = byRegion.get(region) ?? new Map<string, Map<string, number>>();
      const known = kinds.get(kind) ?? new Map<string, number>();
      byRegion.set(region, kinds.set(kind, known));
      return known;
    },
    regions: () =>
      Array.from(byRegion).flatMap(([region, kinds]) =>
        Array.from(kinds.values()).some(({ size }) => size > 0) ? [region] : [],
      ),
    clear: (region) => void byRegion.delete(region),
  };
  const all = database.prepare("SELECT id, region, kind, key FROM records ORDER BY id");
  for (const { id, region, kind, key } of all.iterate())
    ids.of(String(region), String(kind)).set(String(key), Number(id));
  return ids;
}
