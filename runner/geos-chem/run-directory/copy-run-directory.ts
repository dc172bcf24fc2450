import { constants } from "node:fs";
import { chmod, cp, lstat, mkdir, readdir, realpath, rm, symlink } from "node:fs/promises";
import { join, relative } from "node:path";
import { GeosBenchError } from "../../../contract/errors.ts";

/** Of no use to a run, and often large. */
const leftOut = ["build", ".git", "gcclassic_timers.json"];

/**
 * Copies a run directory without what earlier runs left in it: their output must not be taken for this run's. Links
 * stay links, but for the directories that the model writes to: these are the copy's own, whatever they are in the
 * original. Throws {@link GeosBenchError} `run-directory-not-copied`.
 */
export async function copyRunDirectory(
  from: string,
  to: string,
  { outputDirectory, written }: { outputDirectory: string; written: readonly string[] },
): Promise<void> {
  const isLinked = await isLink(join(from, "Restarts"));
  const unwanted = new Set([...leftOut, ...written, ...(isLinked ? ["Restarts"] : [])]);
  try {
    await cp(from, to, {
      recursive: true,
      mode: constants.COPYFILE_FICLONE,
      filter: (path) => {
        const inside = relative(from, path);
        return inside === "" || !(unwanted.has(inside) || inside === outputDirectory);
      },
    });
    // A run directory that is mounted read-only may have modes to match.
    await chmod(to, 0o755);
    for (const directory of new Set([outputDirectory, "Restarts"])) {
      await mkdir(join(to, directory), { recursive: true });
      await chmod(join(to, directory), 0o755);
    }
    if (isLinked) await linkFiles(await realpath(join(from, "Restarts")), join(to, "Restarts"), unwanted);
  } catch (cause) {
    await rm(to, { recursive: true, force: true });
    const isFull = (cause as NodeJS.ErrnoException).code === "ENOSPC";
    throw new GeosBenchError(`The run directory ${from} could not be copied to ${to}.`, {
      code: "run-directory-not-copied",
      hint: isFull
        ? "The scratch disk is full: give the job a larger volume and set GCBENCH_SCRATCH to it."
        : "It must be readable for this user, the scratch directory writable.",
      cause,
    });
  }
}

async function linkFiles(from: string, to: string, unwanted: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(from)) {
    if (!unwanted.has(join("Restarts", name))) await symlink(join(from, name), join(to, name));
  }
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch {
    return false;
  }
}
