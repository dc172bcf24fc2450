import pLimit from "p-limit";
import { GeosBenchError } from "../../contract/errors.ts";
import { folderStore } from "../read/folder-store.ts";
import { isImmutable, stateFile } from "./site-layout.ts";
import type { SiteTarget } from "./target/site-target.ts";

const concurrency = 32;

export interface PublishedSite {
  /** Files that were written. */
  readonly written: number;
  /** Files under names of their content that were there. */
  readonly unchanged: number;
  /** Pages whose names stay: what a cache in front of the site must forget. */
  readonly changed: readonly string[];
}

/**
 * Copies the site of a folder: first what has a name of its content and is not there yet, then the pages that link to
 * it. `there`: the paths that the target has. Throws {@link GeosBenchError} `bad-option` for a folder without a site.
 */
export async function publishSite(
  folder: string,
  target: SiteTarget,
  there: ReadonlySet<string>,
): Promise<PublishedSite> {
  const store = folderStore(folder);
  const paths: string[] = [];
  for await (const { path } of store.list()) paths.push(path);
  if (!paths.includes(stateFile)) {
    throw new GeosBenchError(`${folder} holds no site: it has no ${stateFile}.`, {
      code: "bad-option",
      hint: "Build one first: gcbench site build RESULTS -o FOLDER.",
    });
  }
  const limit = pLimit(concurrency);
  const copy = (of: readonly string[]) =>
    limit.map(of, async (path) => target.write(path, await store.read(path)));
  const fixed = paths.filter((path) => isImmutable(path));
  const missing = fixed.filter((path) => !there.has(path) || path.startsWith("runs/"));
  const pages = paths.filter((path) => !isImmutable(path));
  await copy(missing);
  await copy(pages);
  const here = new Set(paths);
  for (const path of there) if (isImmutable(path) && !here.has(path)) await target.remove(path);
  return {
    written: missing.length + pages.length,
    unchanged: fixed.length - missing.length,
    changed: pages.filter((path) => path !== stateFile),
  };
}
