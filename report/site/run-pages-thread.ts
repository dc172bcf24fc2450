import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { GeosBenchError } from "../../contract/errors.ts";
import { folderStore } from "../read/folder-store.ts";
import type { LeftOut } from "../read/stored-result.ts";
import { chunkResults } from "./data/chunk-file.ts";
import { runPage } from "./run-page-path.ts";
import type { ThreadInput } from "./run-pages-in-threads.ts";
import { writeRunPages } from "./run-pages.ts";
import { folderTarget } from "./target/folder-target.ts";

/** One thread of run-pages-in-threads.ts: chunk by chunk, so that no more than one is in memory. */
const { places, folder, files, ...input } = workerData as ThreadInput;

// A thread has nothing else to do meanwhile: waiting costs it less than being told.
const stores = places.map((place) => ({
  ...folderStore(place),
  read: async (name: string): Promise<Uint8Array> => {
    try {
      return readFileSync(path.join(place, name));
    } catch (cause) {
      throw new GeosBenchError(`${path.join(place, name)} cannot be read: ${(cause as Error).message}`, {
        code: "object-not-found",
        cause,
      });
    }
  },
}));
const target = {
  ...folderTarget(folder),
  write: async (name: string, bytes: Uint8Array): Promise<void> =>
    writeFileSync(path.join(folder, name), bytes),
};

mkdirSync(path.dirname(path.join(folder, runPage(""))), { recursive: true });
const faults: LeftOut[] = [];
for (const file of files) {
  const results = chunkResults(readFileSync(path.join(folder, file), "utf8"));
  for (const fault of await writeRunPages(results, { ...input, stores, target })) faults.push(fault);
}
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- of a window; this is a thread
parentPort?.postMessage(faults);
