import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, posix } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { pack } from "tar-stream";

/** One entry of a build context: bytes, a file of this machine where it is large, or an empty directory. */
export type ContextEntry =
  | { readonly path: string; readonly mode?: number; readonly directory: true }
  | { readonly path: string; readonly mode?: number; readonly content: string | Uint8Array }
  | { readonly path: string; readonly mode?: number; readonly file: string };

// The same sources give the same context: no times, no owners, one order.
const mtime = new Date("2026-01-01T00:00:00Z");

/** The context as the tar stream that builders read. */
export function contextTar(entries: readonly ContextEntry[]): Readable {
  const archive = pack();
  const write = async (): Promise<void> => {
    for (const entry of entries.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
      const header = { name: entry.path, mode: entry.mode ?? 0o644, mtime };
      if ("directory" in entry) archive.entry({ ...header, mode: entry.mode ?? 0o755, type: "directory" });
      else if ("content" in entry) archive.entry(header, Buffer.from(entry.content));
      else {
        const { size } = await stat(entry.file);
        await pipeline(
          createReadStream(entry.file, { highWaterMark: 2 ** 20 }),
          archive.entry({ ...header, size }),
        );
      }
    }
    archive.finalize();
  };
  void write().catch((error: Error) => archive.destroy(error));
  // tar-stream's own stream class is not Node's, which execa insists on.
  return Readable.from(archive, { objectMode: false });
}

/** The files below a folder as entries under `prefix`, without hidden ones and those that `skip` names. */
export async function folderEntries(
  folder: string,
  prefix: string,
  skip: (relativePath: string) => boolean = () => false,
): Promise<ContextEntry[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = found
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .filter((path) => !path.split("/").some((part) => part.startsWith(".")) && !skip(path));
  return Promise.all(
    paths.map(async (path) => ({
      path: posix.join(prefix, path),
      content: await readFile(join(folder, path)),
    })),
  );
}
