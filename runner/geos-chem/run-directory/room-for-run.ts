import { lstat, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { GeosBenchError } from "../../../contract/errors.ts";
import { formatBytes } from "../../system/format-amount.ts";

/**
 * Throws {@link GeosBenchError} `disk-full` when a copy of the run directory and a restart file of the end date,
 * which is of the size of the one at the start, do not fit into the scratch directory. Diagnostics come on top: how
 * much they are depends on HISTORY.rc, so this finds only a disk that is too small for any run.
 */
export async function mustHoldRun(
  directory: string,
  freeBytes: (directory: string) => Promise<number>,
): Promise<void> {
  const copy = await sizeBelow(directory);
  const names = await readdir(join(directory, "Restarts")).catch(() => []);
  const restarts = await Promise.all(
    names
      .filter((name) => name.startsWith("GEOSChem.Restart."))
      .map((name) =>
        stat(join(directory, "Restarts", name)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
  );
  const needed = copy + Math.max(0, ...restarts);
  const free = await freeBytes(directory);
  if (free >= needed) return;
  throw new GeosBenchError(
    `The disk is too full for a run: its directory and a restart file take at least ${formatBytes(needed)}, ${directory} has ${formatBytes(free)} free.`,
    {
      code: "disk-full",
      hint: "Give the job a larger volume (GCBENCH_SCRATCH, scratchGiB of the fleet); diagnostics need room besides.",
    },
  );
}

/** Bytes of the files below a directory. */
export async function sizeBelow(directory: string): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => (await lstat(join(entry.parentPath, entry.name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
