import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { GeosBenchError } from "../../contract/errors.ts";

/** Where temporary files go: the container's root may be read-only. */
export function scratchRoot(env: NodeJS.ProcessEnv): string {
  return resolve(env["GCBENCH_SCRATCH"] ?? tmpdir());
}

/** A fresh directory and its removal. Throws {@link GeosBenchError} `scratch-not-usable`. */
export function createScratch(env: NodeJS.ProcessEnv): { path: string; remove: () => void } {
  const root = scratchRoot(env);
  try {
    const path = mkdtempSync(join(root, "gcbench-"));
    return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
  } catch (cause) {
    throw new GeosBenchError(`No scratch directory can be made below ${root}.`, {
      code: "scratch-not-usable",
      hint: "Set GCBENCH_SCRATCH to a writable directory (a tmpfs or a volume in the job definition).",
      cause,
    });
  }
}
