import { randomUUID } from "node:crypto";
import { rename, rm } from "node:fs/promises";

/**
 * A file that is there whole or not at all: `write` fills it under another name. Any number of callers may make the
 * same one at once, in this process too, since every one has a name of its own.
 */
export async function keepFile(path: string, write: (partial: string) => Promise<void>): Promise<void> {
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    await write(partial);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
