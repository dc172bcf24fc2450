import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { keepFile } from "../../contract/keep-file.ts";
import { isProcessAlive } from "../../host/is-process-alive.mjs";
import { stateDir } from "../../host/paths.ts";

/** What `gcbench local status` and every later command need to know of the environment that is up. */
const localState = z.object({
  pid: z.int(),
  startedAt: z.string(),
  endpoint: z.url(),
  /** The page that shows what runs; absent of an environment that an older program started. */
  live: z.url().optional(),
  region: z.string(),
  accountId: z.string(),
  resultsBucket: z.string(),
  /** Whether S3's objects outlive it; absent of an environment that an older program started. */
  keepsObjects: z.boolean().optional(),
  queues: z.array(z.string()),
  /** What runs as the project's image, by platform. */
  jobImages: z.record(z.string(), z.string()),
  /** Directories of this machine, by the host path that they stand for. */
  volumes: z.record(z.string(), z.string()),
  logFile: z.string(),
});
export type LocalState = z.output<typeof localState>;

const file = () => path.join(stateDir(), "local.json");

export async function writeLocalState(state: LocalState): Promise<void> {
  await mkdir(stateDir(), { recursive: true });
  await keepFile(file(), (partial) => writeFile(partial, JSON.stringify(state, null, 2)));
}

export async function removeLocalState(): Promise<void> {
  await rm(file(), { force: true });
}

/**
 * The environment that is up, or `undefined`. A file left by a killed process does not count: its pid is gone or
 * silent.
 */
export async function readLocalState(): Promise<LocalState | undefined> {
  const text = await readFile(file(), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const state = localState.safeParse(JSON.parse(text));
  if (!state.success || !isProcessAlive(state.data.pid)) return undefined;
  return (await answers(state.data)) ? state.data : undefined;
}

async function answers({ endpoint }: LocalState): Promise<boolean> {
  try {
    const response = await fetch(`${endpoint}/_gcbench/health`, { signal: AbortSignal.timeout(2000) });
    return response.ok;
  } catch {
    return false;
  }
}
