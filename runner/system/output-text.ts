import { readFileSync, statSync } from "node:fs";

/** Far above any honest report. */
const largestFile = 8 * 1024 * 1024;

/** The text of a file that a workload wrote; `undefined` when there is none or it is too large to be one. */
export function outputText(path: string): string | undefined {
  try {
    const found = statSync(path);
    return found.isFile() && found.size <= largestFile ? readFileSync(path, "utf8") : undefined;
  } catch {
    return undefined;
  }
}
