import pLimit from "p-limit";
import { z } from "zod";
import { GeosBenchError } from "../../contract/errors.ts";
import { sha256 } from "../../contract/sha256.ts";
import { folderStore } from "../read/folder-store.ts";
import { immutableFolders, isOfSite, publishedFile, stateFile } from "./site-layout.ts";
import type { PublishTarget } from "./target/publish-target.ts";

const concurrency = 32;

export interface PublishedSite {
  /** Files that were uploaded. */
  readonly written: number;
  /** Files that were there as they are. */
  readonly unchanged: number;
  /** Files of the site of before that the folder has no more. */
  readonly removed: number;
  /** Pages that were there and are others now: what a cache in front of the site must forget. */
  readonly changed: readonly string[];
}

const published = z.record(z.string(), z.tuple([z.string(), z.string()]));

/**
 * What was uploaded, by path: its SHA-256 and the tag that the bucket gave it. The tag says whether somebody has put
 * something else in its place since (a build into the bucket, for example): nothing but the tag can, where objects are
 * encrypted with a key.
 */
type Published = z.output<typeof published>;

/**
 * Makes a bucket hold the site of a folder: uploads what is not there as it is, what has a name of its content before the
 * pages that link to it, and then removes what the folder has no more. Throws {@link GeosBenchError} `bad-option` for a
 * folder without a site.
 */
export async function publishSite(folder: string, target: PublishTarget): Promise<PublishedSite> {
  const store = folderStore(folder);
  const sizes = new Map<string, number>();
  for await (const file of store.list())
    if (isOfSite(file.path)) sizes.set(file.path, isNamedByContent(file.path) ? await file.bytes() : 0);
  if (!sizes.has(stateFile)) {
    throw new GeosBenchError(`${folder} holds no site: it has no ${stateFile}.`, {
      code: "bad-option",
      hint: "Build one first: gcbench site build RESULTS -o FOLDER.",
    });
  }
  const there = await target.objects();
  const before = await readPublished(target);
  const after: Published = {};
  const limit = pLimit(concurrency);
  const uploaded: string[] = [];
  /** Uploads it unless it is there as it is. */
  const bring = async (path: string): Promise<void> => {
    const object = there.get(path);
    if (isNamedByContent(path)) {
      if (object?.bytes === sizes.get(path)) return;
      await target.put(path, await store.read(path));
    } else {
      const bytes = await store.read(path);
      const digest = sha256(bytes);
      const known = before[path];
      if (object && known?.[0] === digest && known[1] === object.tag) {
        after[path] = known;
        return;
      }
      after[path] = [digest, await target.put(path, bytes)];
    }
    uploaded.push(path);
  };
  const paths = [...sizes.keys()];
  const rest = paths.filter((path) => !isNamedByContent(path) && path !== stateFile);
  const bringAll = (of: readonly string[]) => limit.map(of, bring);
  try {
    await bringAll(paths.filter(isNamedByContent));
    // Pages of results before those that link to them; the state of all that last.
    await bringAll(rest.filter((path) => path.includes("/")));
    await bringAll(rest.filter((path) => !path.includes("/")));
    await bring(stateFile);
  } finally {
    limit.clearQueue();
    // Whoever publishes after one that stopped half-way need not upload again what came through.
    if (uploaded.length > 0)
      await target.put(
        publishedFile,
        Buffer.from(JSON.stringify(sortedByPath({ ...before, ...after }, sizes))),
      );
  }
  const gone = [...there.keys()].filter((path) => isOfSite(path) && !sizes.has(path));
  await limit.map(gone, (path) => target.remove(path));
  return {
    written: uploaded.length,
    unchanged: paths.length - uploaded.length,
    removed: gone.length,
    changed: uploaded.filter((path) => path.endsWith(".html") && there.has(path)).sort(),
  };
}

const isNamedByContent = (path: string): boolean =>
  immutableFolders.some((folder) => path.startsWith(`${folder}/`));

async function readPublished(target: PublishTarget): Promise<Published> {
  const bytes = await target.read(publishedFile);
  if (bytes === null) return {};
  try {
    return published.parse(JSON.parse(Buffer.from(bytes).toString("utf8")));
  } catch {
    // Torn, or another program's: everything is uploaded again.
    return {};
  }
}

const sortedByPath = (of: Published, sizes: ReadonlyMap<string, unknown>): Published =>
  Object.fromEntries(
    Object.entries(of)
      .filter(([path]) => sizes.has(path))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
