import { randomUUID } from "node:crypto";
import fs, { type Dirent } from "node:fs";
import { link, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { GeosBenchError } from "../../contract/errors.ts";
import type { StoredFile, WritableStore } from "./result-store.ts";

// A third of the processor time that those of node:fs/promises take, which counts where there are 100,000 results.
const readFile = promisify(fs.readFile);
const stat = promisify(fs.stat);

/** Results in a folder of this machine. */
export function folderStore(folder: string): WritableStore {
  const root = path.resolve(folder);
  return {
    uri: root,
    async *list(below) {
      await checkDirectory(root);
      yield* filesBelow(root, below ?? "");
    },
    async read(name) {
      try {
        return await readFile(path.join(root, name));
      } catch (cause) {
        throw new GeosBenchError(`${path.join(root, name)} cannot be read: ${(cause as Error).message}`, {
          code: "object-not-found",
          cause,
        });
      }
    },
    async writeOnce(name, bytes) {
      const file = path.join(root, name);
      // Two writers of one name write the same bytes: the name is their digest.
      await rename(await writePartial(file, bytes), file);
    },
    async create(name, bytes) {
      const file = path.join(root, name);
      const partial = await writePartial(file, bytes);
      try {
        // Unlike rename, a link never takes the place of what is there (POSIX, link()).
        await link(partial, file);
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
        throw error;
      } finally {
        await rm(partial, { force: true });
      }
    },
    remove: (name) => rm(path.join(root, name), { force: true }),
  };
}

/** The bytes under another name, so that they are whole under their own or not there at all. */
async function writePartial(file: string, bytes: Uint8Array): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true });
  const partial = `${file}.${randomUUID()}.partial`;
  await writeFile(partial, bytes);
  return partial;
}

async function checkDirectory(root: string): Promise<void> {
  const found = await stat(root).catch((error: Error) => error);
  if (!(found instanceof Error) && found.isDirectory()) return;
  const why = found instanceof Error ? found.message : "it is no folder";
  throw new GeosBenchError(`The folder ${root} cannot be read: ${why}`, {
    code: "no-such-directory",
    hint: "Give a folder with results, or s3://bucket/prefix.",
  });
}

/** Folders read at once: what hides the waiting, and far below any limit of open files. */
const batch = 64;

async function* filesBelow(root: string, below: string): AsyncGenerator<StoredFile> {
  const open = [below];
  while (open.length > 0) {
    const folders = open.splice(-batch);
    const listed = await Promise.all(folders.map((folder) => entriesOf(path.join(root, folder))));
    for (const [index, entries] of listed.entries()) {
      const folder = folders[index] ?? "";
      for (const entry of entries) {
        const name = folder === "" ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory()) open.push(name);
        // Links are not followed: they can lead anywhere, and in a circle.
        else if (entry.isFile()) {
          yield { path: name, bytes: async () => (await stat(path.join(root, name))).size };
        }
      }
    }
  }
}

/** Nothing for a folder that is not there, or no longer. */
async function entriesOf(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
}
