import { dataFile } from "../site-layout.ts";
import type { SiteTarget } from "../target/site-target.ts";
import { encodeRuns } from "./encode-runs.ts";
import type { SiteImport } from "./gather-results.ts";
import { tablesText } from "./result-sets.ts";
import type { SiteRun } from "./run-table.ts";

/** Keeps the imported runs for the next build; `null` where there are none. */
export async function writeImported(
  target: SiteTarget,
  imported: readonly SiteImport[],
): Promise<string | null> {
  if (imported.length === 0) return null;
  const text = tablesText("imported", [encodeRuns(imported as readonly SiteRun[])], null);
  const file = dataFile("imported.js", text);
  await target.write(file, Buffer.from(text));
  return file;
}
