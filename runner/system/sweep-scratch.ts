import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ownerOf, ownerVariable } from "./scratch-owner.ts";
import type { SystemFiles } from "./system-files.ts";

interface SweepPorts {
  readonly files: SystemFiles;
  readonly say: (message: string) => void;
}

const pollMs = 50;
const longestMs = 5000;

/**
 * Removes the scratch directories of runners that were killed, and ends what they had started and still runs: it
 * would take the cores of the next job, and the disk. What belongs to a runner that lives, or cannot be told, stays.
 * Never throws.
 */
export async function sweepScratch(root: string, { files, say }: SweepPorts): Promise<void> {
  for (const name of files.list(root).filter((entry) => /^gcbench-[A-Za-z0-9]{6}$/.test(entry))) {
    const directory = join(root, name);
    if ((await ownerOf(directory, files)) !== "gone") continue;
    const orphans = await endOrphans(directory, files);
    const workloads = orphans === 0 ? "" : `, and ended ${orphans} of its processes`;
    try {
      await rm(directory, { recursive: true, force: true, maxRetries: 3 });
      say(`removed ${directory}, which a killed job left${workloads}`);
    } catch (error) {
      say(
        `${directory}, which a killed job left, cannot be removed${workloads}: ${(error as Error).message}`,
      );
    }
  }
}

/** Ends the processes that say in their environment that they are of this directory; resolves to how many. */
async function endOrphans(directory: string, files: SystemFiles): Promise<number> {
  const mark = `${ownerVariable}=${directory}`;
  const orphans = () =>
    files
      .list("/proc")
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
      .filter((pid) => files.text(`/proc/${pid}/environ`)?.split("\0").includes(mark));
  const found = orphans();
  for (
    let waited = 0, left = found;
    left.length > 0 && waited < longestMs;
    waited += pollMs, left = orphans()
  ) {
    for (const pid of left) end(Number(pid));
    await sleep(pollMs);
  }
  return found.length;
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It is gone already, or somebody else's.
  }
}
