import { caveatsOf } from "../../../contract/caveat.ts";
import { machineOf } from "../../overview/configuration.ts";
import { median } from "../../statistics/median.ts";
import type { LatestResult } from "../pages/latest-results.ts";
import { runPage } from "../run-page-path.ts";
import type { SiteResult } from "./gather-results.ts";

const mostListed = 30;

interface Latest {
  readonly anywhere: readonly LatestResult[];
  /** On one machine: how many there are, and those that began last. */
  on(machine: string): { readonly all: number; readonly shown: readonly LatestResult[] };
}

/** The results that began last. */
export function latestOf(results: readonly SiteResult[]): Latest {
  const begins = ({ rows: [row] }: SiteResult): number => row.started_at.getTime();
  const sorted = results.toSorted((a, b) => begins(b) - begins(a));
  const byMachine = Map.groupBy(sorted, ({ rows: [row] }) => machineOf(row));
  const first = (of: readonly SiteResult[]): LatestResult[] => of.slice(0, mostListed).map(listed);
  return {
    anywhere: first(sorted),
    on(machine) {
      const of = byMachine.get(machine) ?? [];
      return { all: of.length, shown: first(of) };
    },
  };
}

function listed({ rows }: SiteResult): LatestResult {
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
