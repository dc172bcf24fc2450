import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadRuns } from "../../report/index/load-runs.ts";
import { addToIndex, updateIndex } from "../../report/index/update-index.ts";
import { folderStore } from "../../report/read/folder-store.ts";
import { syntheticResult, writeResult } from "../../test/support/synthetic-result.ts";

const results = 100_000;
const added = 100;
const benchmarks = 50;
const goals = { cold: 60, adding: 1 };

/**
 * The index of many results in a folder: made from scratch, read for a comparison, and grown. One round: it is all
 * files.
 */
export async function resultsIndex(): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), "gcbench-bench-"));
  try {
    const write = (number: number): string => {
      const of = {
        benchmarkId: `B${number % benchmarks}`,
        jobId: `job-${number}`,
        instanceId: `i-${number}`,
      };
      return writeResult(root, syntheticResult({ ...of, wallSeconds: [100, 101, 102] }));
    };
    for (let number = 0; number < results; number += 1) write(number);
    const store = folderStore(root);
    const show = (what: string, took: number, goal?: number): void => {
      const judged = goal === undefined ? "" : ` (goal: under ${goal} s${took < goal ? "" : "; missed"})`;
      const mebibytes = process.memoryUsage.rss() / 2 ** 20;
      console.log(`  ${what.padEnd(44)} ${took.toFixed(2)} s${judged}; ${mebibytes.toFixed(0)} MiB resident`);
    };
    show(
      `index ${results} results of 3 runs from scratch`,
      await seconds(() => updateIndex(store)),
      goals.cold,
    );
    const columns = ["wall_s", "instance_id", "instance_type", "benchmark_id", "started_at"] as const;
    show("read what a comparison needs", await seconds(() => loadRuns([store], columns)));
    const folders = Array.from({ length: added }, (_, number) =>
      write(results + number).slice(root.length + 1),
    );
    show(`add ${added} results`, await seconds(() => addToIndex(store, folders)), goals.adding);
    show("look for what is new, and find nothing", await seconds(() => updateIndex(store)));
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
