import path from "node:path/posix";
import { resultFiles } from "../../contract/result-layout.ts";
import type { ResultStore, StoredFile } from "./result-store.ts";

/** A folder that holds an attempt's files, or part of them. */
export interface AttemptFolder {
  /** Path below the store; "" for the store itself. */
  readonly path: string;
  /** Every file below it, by its name. */
  readonly files: ReadonlyMap<string, StoredFile>;
}

const marks: ReadonlySet<string> = new Set([resultFiles.manifest, resultFiles.result, resultFiles.config]);

/** Every folder of a store with a manifest, or with what comes before one. In the order of their paths. */
export async function attemptFolders(store: ResultStore): Promise<{
  readonly folders: readonly AttemptFolder[];
  /** Files directly below the store. */
  readonly top: ReadonlySet<string>;
}> {
  const files: StoredFile[] = [];
  for await (const file of store.list()) files.push(file);
  const top = new Set(files.filter((file) => !file.path.includes("/")).map((file) => file.path));
  const marked = new Set(
    files.filter((file) => marks.has(path.basename(file.path))).map((file) => folderOf(file.path)),
  );
  const found = new Map<string, Map<string, StoredFile>>(
    Array.from(marked)
      .sort()
      .map((folder) => [folder, new Map()]),
  );
  for (const file of files) {
    for (let folder = folderOf(file.path); ; folder = folderOf(folder)) {
      found.get(folder)?.set(folder === "" ? file.path : file.path.slice(folder.length + 1), file);
      if (folder === "") break;
    }
  }
  return { folders: Array.from(found, ([at, below]) => ({ path: at, files: below })), top };
}

function folderOf(file: string): string {
  const folder = path.dirname(file);
  return folder === "." ? "" : folder;
}
