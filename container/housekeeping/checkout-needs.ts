import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder, projectRoot } from "../../host/paths.ts";
import { keepFile } from "../../contract/keep-file.ts";

/** Where checkouts note what their images are, and which checkout this is. */
export interface CheckoutPlace {
  readonly folder: string;
  readonly checkout: string;
}

export const thisCheckout = (): CheckoutPlace => ({
  folder: join(cacheFolder(), "checkouts"),
  checkout: projectRoot,
});

const pathFile = "checkout";

/**
 * Notes what this checkout needs under a key such as `job-arm64`, in place of what it needed before. Checkouts share
 * one engine: what one of them replaces, another may still need. A file for each key, so that several processes can
 * note.
 */
export async function noteNeed(key: string, value: string, place = thisCheckout()): Promise<void> {
  const own = join(place.folder, createHash("sha256").update(place.checkout).digest("hex").slice(0, 12));
  await mkdir(own, { recursive: true });
  const write = (name: string, text: string) =>
    keepFile(join(own, name), (partial) => writeFile(partial, text));
  await Promise.all([write(pathFile, place.checkout), write(key, value)]);
}

/** What the checkouts of this machine that are still there need: value → the checkouts. */
export async function checkoutNeeds(place = thisCheckout()): Promise<ReadonlyMap<string, readonly string[]>> {
  const needs = new Map<string, string[]>();
  for (const name of await readdir(place.folder).catch(() => [])) {
    const own = join(place.folder, name);
    const checkout = await readFile(join(own, pathFile), "utf8").catch(() => "");
    if (checkout === "" || !(await isFolder(checkout))) continue;
    for (const key of await readdir(own)) {
      if (key === pathFile || key.endsWith(".partial")) continue;
      const value = await readFile(join(own, key), "utf8").catch(() => "");
      if (value !== "") needs.set(value, [...(needs.get(value) ?? []), checkout]);
    }
  }
  return needs;
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
