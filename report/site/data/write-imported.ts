import type { SiteTarget } from "../target/site-target.ts";
import { encodeRuns } from "./encode-runs.ts";
import type { SiteImport } from "./gather-results.ts";
import { writeData } from "./write-data.ts";
import type { RunTable, SiteRun } from "./run-table.ts";

/** Keeps the imported runs for the next build; `null` where there are none. */
export async function writeImported(
  target: SiteTarget,
  imported: readonly SiteImport[],
): Promise<string | null> {
  if (imported.length === 0) return null;
  const text = JSON.stringify(encodeRuns(imported as readonly SiteRun[]));
  return writeData(target, "imported.json", text);
}

/** What it kept; `null` where it is gone. */
export async function readImported(target: SiteTarget, file: string | null): Promise<RunTable[] | null> {
  if (file === null) return [];
  const bytes = await target.read(file);
  return bytes === null ? null : [JSON.parse(Buffer.from(bytes).toString("utf8")) as RunTable];
}
