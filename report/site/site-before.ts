import type { SiteBefore } from "./data/gather-results.ts";
import type { ListedSet } from "./data/set-columns.ts";
import { readSummary, type SiteSummary } from "./data/site-summary.ts";
import { readImported } from "./data/write-imported.ts";
import type { SiteAssets } from "./site-document.ts";
import { immutableFolders } from "./site-layout.ts";
import { readState } from "./site-state.ts";
import type { SiteTarget } from "./target/site-target.ts";

export interface FoundSite {
  /** What the next build goes on from; `null` where it begins anew. */
  readonly before:
    | (SiteBefore &
        SiteSummary & {
          readonly sets: readonly ListedSet[];
          readonly retracted: Readonly<Record<string, string>>;
          /** File of the summary. */
          readonly summary: string;
          readonly elsewhere: readonly string[];
        })
    | null;
  /** Of this program, and all there. */
  readonly assets: SiteAssets | null;
  /** Files that its pages name and that never change. */
  readonly files: readonly string[];
  /** All such files that are there: those of builds before it too, and of one that stopped half-way. */
  readonly all: readonly string[];
}

/** The site that is there. What of it is gone or torn is made anew, with all else. */
export async function siteBefore(target: SiteTarget, program: string): Promise<FoundSite> {
  const { state, files } = await readState(target, program);
  const all = (await Promise.all(immutableFolders.map((folder) => target.list(folder)))).flat();
  const there = new Set(all);
  const nothing = { before: null, assets: null, files, all };
  if (state === null || state.files.some((file) => !there.has(file))) return nothing;
  const summary = await readSummary(target, state.summary);
  const imported = await readImported(target, state.imported);
  if (summary === null || imported === null) return nothing;
  const { segments, conflicting, sets, retracted, assets, elsewhere } = state;
  const kept = { segments, conflicting, sets, retracted, elsewhere };
  const before = { ...kept, ...summary, imported, summary: state.summary };
  return { before, assets, files, all };
}
