import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { GeosBenchError } from "../../contract/errors.ts";
import { markOwned } from "./scratch-owner.ts";
import { sweepScratch } from "./sweep-scratch.ts";
import type { SystemFiles } from "./system-files.ts";

/** Where temporary files go: the container's root may be read-only. */
export function scratchRoot(env: NodeJS.ProcessEnv): string {
  return resolve(env["GCBENCH_SCRATCH"] ?? tmpdir());
}

/**
 * A fresh directory and its removal. First it clears what killed jobs left below the same root. Throws
 * {@link GeosBenchError} `scratch-not-usable`.
 */
export async function createScratch(
  env: NodeJS.ProcessEnv,
  { files, say }: { readonly files: SystemFiles; readonly say: (message: string) => void },
): Promise<{ path: string; remove: () => void }> {
  const root = scratchRoot(env);
  await sweepScratch(root, { files, say });
  try {
    const path = mkdtempSync(join(root, "gcbench-"));
    const owned = await markOwned(path, files);
    if (owned.fault !== undefined) {
      say(`scratch directory ${path}: should this job be killed, it stays: ${owned.fault}`);
    }
    return {
      path,
      remove: () => {
        owned.release();
        rmSync(path, { recursive: true, force: true });
      },
    };
  } catch (cause) {
    throw new GeosBenchError(`No scratch directory can be made below ${root}.`, {
      code: "scratch-not-usable",
      hint: "Set GCBENCH_SCRATCH to a writable directory (a tmpfs or a volume in the job definition).",
      cause,
    });
  }
}
