import type { ResultAt } from "../../overview/configuration.ts";
import type { OverviewRun } from "../../overview/overview-run.ts";
import {
  draftOverview,
  neededRows,
  overviewOf,
  type Overview,
  type OverviewContext,
} from "../../overview/overview.ts";
import type { ReadChunk } from "./chunk-file.ts";
import type { ChunkSummary } from "./chunk-summary.ts";

/** What chunks come to, by what was kept of them: few are read, for what only rows say. */
export async function sumUp(
  chunks: readonly ChunkSummary[],
  read: ReadChunk,
  context: OverviewContext,
): Promise<Overview> {
  const draft = draftOverview(chunks.map(({ part }) => part));
  const rows = new Map<string, readonly OverviewRun[]>();
  const nameOf = ({ part, result }: ResultAt) => `${part}/${result}`;
  for (const at of neededRows(draft))
    rows.set(nameOf(at), (await read(chunks[at.part]?.file ?? ""))[at.result]?.rows ?? []);
  return overviewOf(draft, context, (at) => rows.get(nameOf(at)) ?? []);
}
