import { loadRuns } from "../index/load-runs.ts";
import type { ResultStore } from "../read/result-store.ts";
import type { Baseline } from "./baselines.ts";
import type { ComparisonRequest } from "./compare-arms.ts";
import { isOneOf } from "./result-keys.ts";

/** For each benchmark of a baseline: its results there against what ran after them. */
export async function sinceBaseline(
  stores: readonly ResultStore[],
  { name, results }: Baseline,
): Promise<ComparisonRequest["contrasts"]> {
  const isInBaseline = isOneOf(results);
  const { runs } = await loadRuns(stores, ["benchmark_id", "started_at"], isInBaseline);
  const benchmarks = [...Map.groupBy(runs, ({ benchmark_id: id }) => id)];
  return benchmarks.map(([id, of]) => {
    const last = of.reduce((latest, { started_at: at }) => Math.max(latest, at.getTime()), 0);
    return {
      name: `${id} since baseline ${name}`,
      baseline: {
        label: `${id} in baseline ${name}`,
        includes: (run) => run.benchmark_id === id && isInBaseline(run),
      },
      candidate: {
        label: `${id} since`,
        includes: (run) => run.benchmark_id === id && run.started_at.getTime() > last && !isInBaseline(run),
      },
    };
  });
}
