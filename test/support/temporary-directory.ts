import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll } from "vitest";

const made: string[] = [];

// Every test file has its own copy of this module, so this runs at the end of each file that uses it.
afterAll(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** A new directory that is removed when the test file has ended. */
export function temporaryDirectory(name = "test"): string {
  const directory = mkdtempSync(path.join(os.tmpdir(), `gcbench-${name}-`));
  made.push(directory);
  return directory;
}
