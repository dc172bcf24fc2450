import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addToIndex, updateIndex } from "../../report/index/update-index.ts";
import { folderStore } from "../../report/read/folder-store.ts";
import { syntheticResult, writeResult } from "../../test/support/synthetic-result.ts";
import { commandCost } from "../tooling/command-cost.ts";

const results = 100_000;
const added = 100;
const benchmarks = 50;
/** Of all benchmarks together: 400 nights, five instances of each benchmark. */
const perNight = 250;
const goals = { cold: 60, warm: 15, warmMiB: 1024, adding: 1 };
const day = 86_400_000;
const minute = 60_000;

/**
 * The index of many results in a folder: made from scratch, compared and tracked by the commands themselves, and grown.
 * One round: it is all files.
 */
export async function resultsIndex(): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), "gcbench-bench-"));
  try {
    const write = (number: number): string => {
      const night = Math.floor(number / perNight);
      const wall = 100 + 0.5 * Math.sin(7.1 * number);
      const of = {
        benchmarkId: `B${number % benchmarks}`,
        jobId: `job-${number}`,
        instanceId: `i-${number}`,
        startedAt: new Date(
          Date.UTC(2025, 0, 1) + night * day + (number % perNight) * 5 * minute,
        ).toISOString(),
      };
      return writeResult(root, syntheticResult({ ...of, wallSeconds: [wall, wall + 0.1, wall + 0.2] }));
    };
    for (let number = 0; number < results; number += 1) write(number);
    const store = folderStore(root);
    const show = (what: string, took: number, goal?: number, more = ""): void => {
      const judged = goal === undefined ? "" : ` (goal: under ${goal} s${took < goal ? "" : "; missed"})`;
      console.log(`  ${what.padEnd(44)} ${took.toFixed(2)} s${judged}${more}`);
    };
    show(
      `index ${results} results of 3 runs from scratch`,
      await seconds(() => updateIndex(store)),
      goals.cold,
      `; ${(process.memoryUsage.rss() / 2 ** 20).toFixed(0)} MiB resident, the bench's own included`,
    );
    for (const [what, command] of Object.entries({
      "gcbench compare, 2 of 50 benchmarks": ["compare", "--baseline", "B1", "--candidate", "B2"],
      "gcbench track, 50 series of 2,000 points": ["track", root],
    })) {
      const place = command[0] === "compare" ? ["--results", root] : [];
      const cost = await commandCost([process.execPath, "cli/gcbench.mjs", ...command, ...place]);
      const { seconds: took, peakMemoryMiB: peak } = cost;
      const missed = peak < goals.warmMiB ? "" : "; missed";
      show(what, took, goals.warm, `; peak ${peak.toFixed(0)} MiB (goal: under ${goals.warmMiB}${missed})`);
    }
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
