import fs from "node:fs";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { keepFile } from "../../../contract/keep-file.ts";
import { isImmutable } from "../site-layout.ts";
import type { SiteTarget } from "./site-target.ts";

// As in report/read/folder-store.ts: it counts where there are 100,000 pages.
const writeFile = promisify(fs.writeFile);

/** A site in a folder of this machine, which a browser opens as it is. */
export function folderTarget(folder: string): SiteTarget {
  const root = path.resolve(folder);
  const made = new Map<string, Promise<unknown>>();
  const folderOf = (file: string): Promise<unknown> => {
    const name = path.dirname(file);
    const making = made.get(name) ?? mkdir(name, { recursive: true });
    made.set(name, making);
    return making;
  };
  return {
    uri: root,
    async read(name) {
      try {
        return await readFile(path.join(root, name));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
        throw error;
      }
    },
    async list(name) {
      try {
        return (await readdir(path.join(root, name))).map((file) => `${name}/${file}`);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
        throw error;
      }
    },
    async write(name, bytes) {
      const file = path.join(root, name);
      await folderOf(file);
      // Nothing links to what never changes before the pages that name it are there: it need not be whole at once.
      if (isImmutable(name)) await writeFile(file, bytes);
      else await keepFile(file, (partial) => writeFile(partial, bytes));
    },
    remove: (name) => rm(path.join(root, name), { force: true }),
  };
}
