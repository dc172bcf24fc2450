import { mkdir, open, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { GeosBenchError } from "../contract/errors.ts";
import { isProcessAlive } from "./is-process-alive.ts";

export interface Held {
  release(): Promise<void>;
}

/** Takes a lock file that names its owner; a lock whose owner is gone is taken over. */
export async function acquirePidLock(file: string, what: string): Promise<Held> {
  await mkdir(path.dirname(file), { recursive: true });
  for (;;) {
    try {
      const handle = await open(file, "wx");
      await handle.writeFile(JSON.stringify({ pid: process.pid, since: new Date().toISOString() }));
      await handle.close();
      return { release: () => rm(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const owner = await readOwner(file);
    if (owner && isProcessAlive(owner.pid)) {
      throw new GeosBenchError(`Another ${what} is running (process ${owner.pid}, since ${owner.since}).`, {
        code: "busy",
        hint: `Wait for it, or stop it with: kill -INT ${owner.pid}`,
      });
    }
    await rm(file, { force: true });
  }
}

async function readOwner(file: string): Promise<{ pid: number; since: string } | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as { pid: number; since: string };
  } catch {
    // Not there any more, or its owner died before it wrote: either way nobody holds it.
    return undefined;
  }
}
