import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { GeosBenchError } from "../contract/errors.ts";
import { takeLockFile } from "./lock-file.mjs";

const pollMilliseconds = 150;

export interface Held {
  release(): Promise<void>;
}

/**
 * Takes a lock against every other process on the machine; one whose owner is gone is taken over. Throws
 * {@link GeosBenchError} `busy` when another process holds it; `what` names that process's work.
 */
export async function acquirePidLock(file: string, what: string): Promise<Held> {
  await mkdir(path.dirname(file), { recursive: true });
  const owner = takeLockFile(file);
  if (!owner) return { release: () => rm(file, { force: true }) };
  throw new GeosBenchError(`Another ${what} is running (process ${owner.pid}, since ${owner.since}).`, {
    code: "busy",
    hint: `Wait for it, or stop it with: kill -INT ${owner.pid}`,
  });
}

export interface WaitOptions {
  /** Ends the wait. */
  readonly signal?: AbortSignal | undefined;
  /** Called once, when another process holds the lock. */
  readonly onWait?: ((pid: number) => void) | undefined;
}

/** Holds the same lock while the work runs, after waiting for whoever has it. */
export async function withPidLock<Result>(
  file: string,
  work: () => Promise<Result>,
  { signal, onWait }: WaitOptions = {},
): Promise<Result> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  let isSaid = false;
  for (let owner = takeLockFile(file); owner; owner = takeLockFile(file)) {
    if (!isSaid) onWait?.(owner.pid);
    isSaid = true;
    await sleep(pollMilliseconds, undefined, { signal });
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}
