import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { findProgram } from "../../host/find-program.ts";
import { addToIndex, updateIndex } from "../../report/index/update-index.ts";
import { folderStore } from "../../report/read/folder-store.ts";
import { syntheticResult, writeResult } from "../../test/support/synthetic-result.ts";
import { commandCost } from "../tooling/command-cost.ts";

const results = 100_000;
const added = 100;
const benchmarks = 50;
const perNight = 250;
const goals = { build: 60, buildMiB: 1024, gigabytes: 1, update: 3, paint: 1 };
const day = 86_400_000;

/** The site of many results, from an index that is there: built, brought up to date, and opened. One round: it is all files. */
export async function site(): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), "gcbench-bench-"));
  const [place, folder] = [join(root, "results"), join(root, "site")];
  try {
    const write = (number: number): string => {
      const wall = 100 + 0.5 * Math.sin(7.1 * number);
      const of = {
        benchmarkId: `B${number % benchmarks}`,
        jobId: `job-${number}`,
        instanceId: `i-${number}`,
        startedAt: new Date(Date.UTC(2025, 0, 1) + Math.floor(number / perNight) * day).toISOString(),
      };
      return writeResult(place, syntheticResult({ ...of, wallSeconds: [wall, wall + 0.1, wall + 0.2] }));
    };
    for (let number = 0; number < results; number += 1) write(number);
    const store = folderStore(place);
    await updateIndex(store);
    const command = [process.execPath, "cli/gcbench.mjs", "site", "build", place, "-o", folder, "--no-index"];
    const made = await commandCost(command);
    show(`site of ${results} results of 3 runs`, made.seconds, goals.build, "s");
    show("  peak memory", made.peakMemoryMiB, goals.buildMiB, "MiB");
    show("  size of its files", (await bytesIn(folder)) / 1e9, goals.gigabytes, "GB");
    const fresh = Array.from({ length: added }, (_, number) =>
      write(results + number).slice(place.length + 1),
    );
    await addToIndex(store, fresh);
    const update = await commandCost(command);
    show(`brought up to date by ${added} results`, update.seconds, goals.update, "s");
    await paint(folder);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

function show(what: string, value: number, goal: number, unit: string): void {
  const missed = value < goal ? "" : "; missed";
  console.log(`  ${what.padEnd(44)} ${value.toFixed(2)} ${unit} (goal: under ${goal} ${unit}${missed})`);
}

async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  let sum = 0;
  for (const entry of entries)
    if (entry.isFile()) sum += (await stat(join(entry.parentPath, entry.name))).size;
  return sum;
}

/** Until the compare page shows something, as the browser itself says. */
async function paint(folder: string): Promise<void> {
  const executablePath = await findProgram("chromium");
  if (!executablePath) {
    console.log("  first paint: not measured, chromium is not installed");
    return;
  }
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(folder, "compare.html")).href);
    const milliseconds = await page.evaluate<number>(
      `performance.getEntriesByName("first-contentful-paint")[0].startTime`,
    );
    show("first paint of the compare page", milliseconds / 1000, goals.paint, "s");
  } finally {
    await browser.close();
  }
}
