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
        throw unreadable(path.join(root, name), cause as NodeJS.ErrnoException);
      }
    },
    async writeOnce(name, bytes) {
      const file = path.join(root, name);
      // Two writers of one name write the same bytes: the name is their digest.
      await rename(await writePartial(file, bytes), file).catch(unwritable(file));
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
        return unwritable(file)(error as Error);
      } finally {
        await rm(partial, { force: true });
      }
    },
    remove: (name) => rm(path.join(root, name), { force: true }).catch(unwritable(path.join(root, name))),
  };
}

/** The bytes under another name, so that they are whole under their own or not there at all. */
async function writePartial(file: string, bytes: Uint8Array): Promise<string> {
  const partial = `${file}.${randomUUID()}.partial`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(partial, bytes);
  } catch (error) {
    unwritable(file)(error as Error);
  }
  return partial;
}

/** What is not there is told from what may not be read, or is no file: to take that for absent would hide it. */
function unreadable(file: string, cause: NodeJS.ErrnoException): GeosBenchError {
  const isAbsent = cause.code === "ENOENT" || cause.code === "ENOTDIR";
  return new GeosBenchError(`${file} cannot be read: ${cause.message}`, {
    code: isAbsent ? "object-not-found" : "access-denied",
    cause,
  });
}

const unwritable =
  (file: string) =>
  (cause: Error): never => {
    throw new GeosBenchError(`${file} cannot be written: ${cause.message}`, {
      code: "directory-not-writable",
      hint: "The index and the records of verdicts are kept beside the results: the folder has to be writable, with room.",
      cause,
    });
  };

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
    throw unreadable(folder, error);
  });
}
