import { opendir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { GeosBenchError } from "../../contract/errors.ts";
import type { ResultStore, StoredFile } from "./result-store.ts";

/** Results in a folder of this machine. */
export function folderStore(folder: string): ResultStore {
  const root = path.resolve(folder);
  return {
    uri: root,
    async *list() {
      yield* filesBelow(root, "");
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
  };
}

async function* filesBelow(root: string, below: string): AsyncGenerator<StoredFile> {
  const directory = await opendir(path.join(root, below)).catch((cause: Error) => {
    throw new GeosBenchError(`The folder ${path.join(root, below)} cannot be read: ${cause.message}`, {
      code: "no-such-directory",
      hint: "Give a folder with results, or s3://bucket/prefix.",
      cause,
    });
  });
  for await (const entry of directory) {
    const name = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(root, name);
    // Links are not followed: they can lead anywhere, and in a circle.
    else if (entry.isFile()) yield { path: name, bytes: (await stat(path.join(root, name))).size };
  }
}
