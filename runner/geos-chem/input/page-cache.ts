import { createReadStream } from "node:fs";
import { execa } from "execa";
import type { InputCache, InputState } from "../../../contract/input-state.ts";
import { type Observed, unknownBecause } from "../../../contract/observed.ts";
import { formatBytes } from "../../system/format-amount.ts";
import { forEachParallel } from "./worker-pool.ts";

const width = 4;
/** Files for one process: their paths together stay far below the kernel's limit of arguments (2 MiB). */
const batch = 500;

/**
 * `sync -d` writes what is new of a file, since only pages that are on disk can be dropped; `dd` with `nocache` and no
 * block to copy does nothing but posix_fadvise(POSIX_FADV_DONTNEED) on the whole file (GNU coreutils manual, "dd
 * invocation"). Neither needs a right beyond reading the file; /proc/sys/vm/drop_caches would, and takes from others.
 */
const dropPages =
  'sync -d "$@" && for file; do dd if="$file" iflag=nocache count=0 status=none || exit; done';

interface Files {
  readonly paths: readonly string[];
  readonly bytes: number;
}

/**
 * Makes input files warm or cold; resolves to what was done. What cannot be done is `null` with the reason, and the
 * run goes on: what it met is measured by what it read from storage.
 */
export async function setPageCache(
  wanted: InputCache,
  { paths, bytes }: Files,
  availableBytes: number | undefined,
  signal: AbortSignal,
): Promise<InputState["made"]> {
  if (wanted === "as-found") return unknownBecause('workload.data.cache is "as-found"');
  if (paths.length === 0) return unknownBecause("the model reads no file that is known beforehand");
  try {
    if (wanted === "cold") return await drop(paths, signal);
    if (availableBytes !== undefined && bytes > availableBytes) {
      return unknownBecause(
        `the input files have ${formatBytes(bytes)}, more than the ${formatBytes(availableBytes)} of memory available`,
      );
    }
    await forEachParallel(paths, width, (path) => readThrough(path, signal));
    return { value: "warm" };
  } catch (error) {
    return unknownBecause(signal.aborted ? "the job was interrupted" : (error as Error).message);
  }
}

async function drop(paths: readonly string[], cancelSignal: AbortSignal): Promise<Observed<"cold">> {
  for (let start = 0; start < paths.length; start += batch) {
    const some = paths.slice(start, start + batch);
    const { failed, stderr, originalMessage } = await execa("sh", ["-c", dropPages, "sh", ...some], {
      reject: false,
      stdin: "ignore",
      cancelSignal,
      maxBuffer: 10_000,
    });
    if (failed)
      return unknownBecause(`dropping files from the page cache failed: ${stderr || originalMessage}`);
  }
  return { value: "cold" };
}

async function readThrough(path: string, signal: AbortSignal): Promise<void> {
  const chunks = createReadStream(path, { highWaterMark: 2 ** 20, signal });
  for await (const chunk of chunks) void chunk;
}
