import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isProcessAlive } from "../../host/is-process-alive.ts";

const pollMilliseconds = 150;

export interface LockOptions {
  readonly folder?: string;
  readonly signal?: AbortSignal | undefined;
  /** Called once, when another process holds the lock. */
  readonly onWait?: (pid: number) => void;
}

/**
 * Holds a lock against every other process of this user on the machine while the work runs: a file that names its owner's process. The file of a process
 * that is gone is taken over.
 */
export async function withImageLock<Result>(
  name: string,
  work: () => Promise<Result>,
  options: LockOptions = {},
): Promise<Result> {
  const folder = options.folder ?? join(tmpdir(), `geos-chem-bench-locks-${userInfo().uid}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${name.replaceAll(/[^\w.-]/g, "_")}.lock`);
  let waited = false;
  while (!(await take(path))) {
    const pid = await ownerOf(path);
    if (pid !== undefined && !isProcessAlive(pid)) await discard(path, pid);
    else if (!waited && pid !== undefined) {
      waited = true;
      options.onWait?.(pid);
    }
    await sleep(pollMilliseconds, undefined, { signal: options.signal });
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function take(path: string): Promise<boolean> {
  try {
    const file = await open(path, "wx", 0o644);
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function ownerOf(path: string): Promise<number | undefined> {
  const text = await readFile(path, "utf8").catch(() => "");
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** Of several that find the same dead owner, one rename succeeds; a lock taken anew in between is put back. */
async function discard(path: string, deadPid: number): Promise<void> {
  const aside = `${path}.${process.pid}`;
  const renamed = await rename(path, aside).then(
    () => true,
    () => false,
  );
  if (!renamed) return;
  if ((await ownerOf(aside)) === deadPid) await rm(aside, { force: true });
  else await rename(aside, path);
}
