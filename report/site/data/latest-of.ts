import { caveatsOf } from "../../../contract/caveat.ts";
import { machineOf } from "../../overview/configuration-part.ts";
import { latestResults as latestAt } from "../../overview/overview.ts";
import { median } from "../../statistics/median.ts";
import type { LatestResult } from "../pages/latest-results.ts";
import { runPage } from "../run-page-path.ts";
import type { ReadChunk } from "./chunk-file.ts";
import type { ChunkSummary } from "./chunk-summary.ts";
import type { ResultOfRows } from "./results-in.ts";
import type { ListedSet } from "./set-columns.ts";

const mostListed = 30;

export interface Latest {
  readonly anywhere: readonly LatestResult[];
  /** By machine: how many results there are, and those that began last. */
  readonly on: ReadonlyMap<string, { readonly all: number; readonly shown: readonly LatestResult[] }>;
}

/** The results that began last. */
export async function latestOf(
  sets: readonly ListedSet[],
  chunks: readonly ChunkSummary[],
  read: ReadChunk,
): Promise<Latest> {
  const machines = new Map(sets.map(({ id, values }) => [id, machineOf(values)]));
  const first = async (of: readonly ChunkSummary[]): Promise<LatestResult[]> => {
    const shown: LatestResult[] = [];
    for (const { part, result } of latestAt(of, ({ at }) => at, mostListed)) {
      const found = (await read(of[part]?.file ?? ""))[result];
      if (found) shown.push(listed(found));
    }
    return shown;
  };
  const on = new Map<string, { all: number; shown: LatestResult[] }>();
  for (const [machine, of] of Map.groupBy(chunks, ({ set }) => machines.get(set) ?? ""))
    on.set(machine, { all: of.reduce((sum, { at }) => sum + at.length, 0), shown: await first(of) });
  return { anywhere: await first(chunks), on };
}

function listed({ rows }: ResultOfRows): LatestResult {
  const [row] = rows;
  const walls = rows.flatMap(({ run_outcome: outcome, wall_s: wall }) =>
    outcome === "completed" && wall !== null ? [wall] : [],
  );
  return {
    page: runPage(row.result_sha256),
    benchmark: row.benchmark_id,
    job: row.job_id,
    machine: machineOf(row),
    threads: row.threads,
    at: row.started_at,
    runs: rows.filter(({ repetition }) => repetition !== null).length,
    wallSeconds: walls.length === 0 ? null : median(walls),
    outcome: row.outcome,
    caveats: [...new Set(rows.flatMap(caveatsOf))],
  };
}
