import { constants } from "node:fs";
import { chmod, cp, lstat, mkdir, readdir, realpath, rm, symlink } from "node:fs/promises";
import { join, posix, relative } from "node:path";
import { GeosBenchError } from "../../../contract/errors.ts";
import type { RunOutput } from "./run-output.ts";

/** Of no use to a run, and often large. */
const leftOut = new Set(["build", ".git", "gcclassic_timers.json"]);

/**
 * Copies a run directory without what earlier runs left in it: their output must not be taken for this run's. Links
 * stay links, but for the directories that the model writes to: these are the copy's own, whatever they are in the
 * original. Throws {@link GeosBenchError} `run-directory-not-copied`.
 */
export async function copyRunDirectory(from: string, to: string, output: RunOutput): Promise<void> {
  const unwanted = (inside: string) => leftOut.has(inside) || output.isEarlier(inside);
  const written = [...new Set(output.directories.flatMap(withParents))].sort();
  const linked: string[] = [];
  for (const directory of written) {
    // A link below a link is the outer one's matter.
    if (linked.some((outer) => directory.startsWith(`${outer}/`))) continue;
    if (await isLink(join(from, directory))) linked.push(directory);
  }
  try {
    await cp(from, to, {
      recursive: true,
      mode: constants.COPYFILE_FICLONE,
      filter: (path) => {
        const inside = relative(from, path);
        return inside === "" || !(unwanted(inside) || linked.includes(inside));
      },
    });
    // A run directory that is mounted read-only may have modes to match.
    await chmod(to, 0o755);
    for (const directory of linked) {
      if (unwanted(directory)) continue;
      await linkFiles(await realpath(join(from, directory)), join(to, directory), directory, unwanted);
    }
    for (const directory of written) {
      await mkdir(join(to, directory), { recursive: true });
      await chmod(join(to, directory), 0o755);
    }
  } catch (cause) {
    await rm(to, { recursive: true, force: true });
    const { code, path } = cause as NodeJS.ErrnoException;
    throw new GeosBenchError(`The run directory ${from} could not be copied to ${to}.`, {
      code: "run-directory-not-copied",
      hint: hintFor(code, path),
      cause,
    });
  }
}

function hintFor(code: string | undefined, path = "a file of it"): string {
  if (code === "ENOSPC")
    return "The scratch disk is full: give the job a larger volume and set GCBENCH_SCRATCH to it.";
  if (code === "ENOENT")
    return `${path} is a link that leads nowhere here. A job sees what is mounted alone: mount a directory that has the run directory and what its links lead to (--volume /scratch/models=DIRECTORY, with workload.run_directory below it).`;
  return "It must be readable for this user, the scratch directory writable.";
}

/** `a/b` and `a`; nothing for the run directory itself. */
function withParents(directory: string): string[] {
  return directory === "." ? [] : [directory, ...withParents(posix.dirname(directory))];
}

/** A directory of its own, with links to the files of another and directories like its. */
async function linkFiles(
  from: string,
  to: string,
  inside: string,
  unwanted: (path: string) => boolean,
): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const path = posix.join(inside, entry.name);
    if (unwanted(path)) continue;
    const [source, copy] = [join(from, entry.name), join(to, entry.name)];
    await (entry.isDirectory() ? linkFiles(source, copy, path, unwanted) : symlink(source, copy));
  }
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch {
    return false;
  }
}
