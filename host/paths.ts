import os from "node:os";
import path from "node:path";

export const projectRoot = path.dirname(import.meta.dirname);

/**
 * What was fetched or compiled once and can be again, per user and for every checkout. XDG base directory
 * specification.
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  return path.join(env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache"), "geos-chem-bench");
}

/**
 * Per-user state: what runs in the background, locks, logs. One place for every checkout, since they share one Docker
 * engine and its cores. XDG base directory specification; GCBENCH_STATE_DIR overrides (tests use their own).
 */
export function stateDir(env: NodeJS.ProcessEnv = process.env): string {
  if (env.GCBENCH_STATE_DIR) return path.resolve(env.GCBENCH_STATE_DIR);
  return path.join(env.XDG_STATE_HOME || path.join(os.homedir(), ".local", "state"), "geos-chem-bench");
}
