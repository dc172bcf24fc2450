import { parentPort, workerData } from "node:worker_threads";
import { folderStore } from "../read/folder-store.ts";
import type { LeftOut } from "../read/stored-result.ts";
import { resultsIn } from "./data/results-in.ts";
import { tablesIn } from "./data/result-sets.ts";
import type { ThreadInput } from "./run-pages-in-threads.ts";
import { writeRunPages } from "./run-pages.ts";
import { folderTarget } from "./target/folder-target.ts";

/** One thread of run-pages-in-threads.ts: set by set, so that no more than one is in memory. */
const { places, folder, files, ...input } = workerData as ThreadInput;
const target = folderTarget(folder);
const stores = places.map((place) => folderStore(place));
const faults: LeftOut[] = [];
for (const file of files) {
  const bytes = await target.read(file);
  if (bytes === null) throw new Error(`${target.uri}/${file} is gone.`);
  const tables = tablesIn(Buffer.from(bytes).toString("utf8"));
  const results = tables.flatMap((table) => [...resultsIn(table)]);
  faults.push(...(await writeRunPages(results, { ...input, stores, target })));
}
parentPort?.postMessage(faults);
