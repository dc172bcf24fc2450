import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a directory and its parents; resolves to those that were not there, outermost first. Node's own recursive mkdir
 * never returns where a file system answers ENOENT below a directory that exists, as /proc does.
 */
export async function makeDirectory(path: string): Promise<string[]> {
  if (await isDirectory(path)) return [];
  const parents = dirname(path) === path ? [] : await makeDirectory(dirname(path));
  try {
    await mkdir(path);
    return [...parents, path];
  } catch (error) {
    // Somebody else made it meanwhile.
    if ((error as NodeJS.ErrnoException).code === "EEXIST" && (await isDirectory(path))) return parents;
    throw error;
  }
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
