import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reportOn } from "../../cli/results/report-on.ts";
import { updateIndex } from "../../report/index/update-index.ts";
import { folderStore } from "../../report/read/folder-store.ts";
import { syntheticResult, writeResult } from "../../test/support/synthetic-result.ts";

const results = 5_000;
const runsOfEach = 2;
const threads = [1, 2, 4, 8, 15];
const goals = { seconds: 5, bytes: 1_000_000 };

/** The page of many runs, from an index that is there. */
export async function reportPage(): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), "gcbench-bench-"));
  try {
    for (let number = 0; number < results; number += 1) {
      const of = {
        benchmarkId: `B${number % threads.length}`,
        jobId: `job-${number}`,
        instanceId: `i-${number}`,
        instanceType: number % 2 === 0 ? ("c7g.4xlarge" as const) : ("c7i.4xlarge" as const),
        threads: threads[number % threads.length] ?? 1,
        wallSeconds: Array.from({ length: runsOfEach }, (_, run) => 100 + (number % 17) + run),
      };
      writeResult(root, syntheticResult(of));
    }
    const store = folderStore(root);
    await updateIndex(store);
    const output = join(root, "report", "report.html");
    const started = performance.now();
    await reportOn([store], { output, band: 5, index: false });
    const took = (performance.now() - started) / 1000;
    const { size } = await stat(output);
    const judged = (value: number, goal: number, unit: string) =>
      `goal: under ${goal} ${unit}${value < goal ? "" : "; missed"}`;
    console.log(
      `  report of ${results * runsOfEach} runs: ${took.toFixed(2)} s (${judged(took, goals.seconds, "s")}), ` +
        `${(size / 1000).toFixed(0)} kB (${judged(size / 1000, goals.bytes / 1000, "kB")})`,
    );
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
