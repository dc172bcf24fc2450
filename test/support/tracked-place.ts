import { updateIndex } from "../../report/index/update-index.ts";
import { folderStore } from "../../report/read/folder-store.ts";
import { syntheticResult, writeResult, type Synthetic } from "./synthetic-result.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

/**
 * A folder with indexed synthetic results of one benchmark, one a night, each of an instance of its own; `factors` are
 * to 100 s. They vary by about a percent, always in the same way.
 */
export async function trackedPlace(
  factors: readonly number[],
  more: (night: number) => Partial<Synthetic> = () => ({}),
): Promise<string> {
  const root = temporaryDirectory("tracked");
  for (const [night, factor] of factors.entries()) {
    const wall = 100 * factor * (1 + 0.01 * Math.sin(2.4 * night));
    const startedAt = new Date(Date.UTC(2026, 0, 1 + night, 3)).toISOString();
    const of = { jobId: `job-${night}`, instanceId: `i-synthetic-${night}`, startedAt };
    writeResult(
      root,
      syntheticResult({ ...of, wallSeconds: [wall, wall * 1.001, wall * 1.2], ...more(night) }),
    );
  }
  await updateIndex(folderStore(root));
  return root;
}

/** `length` times the same. */
export const level = (length: number, factor = 1): number[] => Array.from({ length }, () => factor);
