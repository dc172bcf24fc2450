import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { LeftOut } from "../read/stored-result.ts";
import type { SiteAssets } from "./site-document.ts";

/** What a thread needs to write the pages of some chunks by itself: everything is read from files. */
export interface ThreadInput {
  /** Folders with results. */
  readonly places: readonly string[];
  /** Of the site. */
  readonly folder: string;
  /** Files of runs, below the site. */
  readonly files: readonly string[];
  readonly assets: SiteAssets;
  readonly version: string;
  readonly retracted: Readonly<Record<string, string>>;
}

/**
 * Writes the pages of all results of chunks that have just been written, from folders to a folder, with all processors:
 * making them is most of what a site that is made anew takes. Returns the results that have none, as
 * {@link writeRunPages} does.
 */
export async function runPagesInThreads(
  chunks: readonly { readonly file: string; readonly at: Float64Array }[],
  input: Omit<ThreadInput, "files">,
): Promise<LeftOut[]> {
  const shares = Array.from({ length: availableParallelism() }, () => ({
    results: 0,
    files: [] as string[],
  }));
  // The largest first, each to who has least.
  for (const { file, at } of chunks.toSorted((a, b) => b.at.length - a.at.length)) {
    const share = shares.reduce((least, of) => (of.results < least.results ? of : least));
    share.results += at.length;
    share.files.push(file);
  }
  const faults = await Promise.all(
    shares.filter(({ files }) => files.length > 0).map(({ files }) => inThread({ ...input, files })),
  );
  return faults.flat();
}

function inThread(workerData: ThreadInput): Promise<LeftOut[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("run-pages-thread.ts", import.meta.url), {
      workerData,
      // What it makes is written at once: garbage need not become large before it is collected. A chunk's file is half a
      // megabyte; without a limit on the old generation the process' peak varied from 788 to 1,112 MiB.
      resourceLimits: { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 256 },
    });
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`The thread that writes pages ended with ${code}.`)));
  });
}
