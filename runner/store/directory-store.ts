import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { access, copyFile, link, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { ErrorCode } from "../../contract/error-codes.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { resultFiles } from "../../contract/result-layout.ts";
import { makeDirectory } from "../system/make-directory.ts";
import { alreadyComplete, type AttemptStore, type ObjectBody, type ResultObject } from "./attempt-store.ts";

/** One attempt's directory. A file appears under its name only when it is whole. */
export function createDirectoryStore(directory: string): AttemptStore {
  const location = resolve(directory);

  async function explained<Value>(action: () => Promise<Value>): Promise<Value> {
    try {
      return await action();
    } catch (error) {
      throw explainFileError(error, location);
    }
  }

  async function writeBeside(path: string, body: ObjectBody): Promise<string> {
    await makeDirectory(dirname(path));
    const temporary = `${path}.${randomUUID()}.partial`;
    try {
      await ("text" in body ? writeFile(temporary, body.text) : copyFile(body.file, temporary));
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    return temporary;
  }

  async function putOnce({ name, body }: ResultObject): Promise<void> {
    const path = join(location, name);
    const temporary = await writeBeside(path, body);
    try {
      // Unlike rename, link fails when the name is taken, and unlike an exclusive write it is never half done.
      await link(temporary, path).catch(async (error: unknown) => {
        if (errorCode(error) === "EEXIST") throw error;
        // File systems without hard links.
        await copyFile(temporary, path, constants.COPYFILE_EXCL);
      });
    } catch (error) {
      if (errorCode(error) !== "EEXIST") throw error;
      if (!(await readFile(path)).equals(await readFile(temporary))) throw alreadyComplete(location);
    } finally {
      await rm(temporary, { force: true });
    }
  }

  return {
    location,
    checkWritable: () =>
      explained(async () => {
        if (await exists(join(location, resultFiles.manifest))) throw alreadyComplete(location);
        const created = await makeDirectory(location);
        try {
          const probe = join(location, `.write-check-${randomUUID()}`);
          await writeFile(probe, "", { flag: "wx" });
          await rm(probe);
        } finally {
          // Innermost first; one that is not empty any more belongs to somebody else now.
          for (const path of created.toReversed()) await rmdir(path).catch(() => {});
        }
      }),
    put: ({ name, body }) =>
      explained(async () => {
        const path = join(location, name);
        await rename(await writeBeside(path, body), path);
      }),
    putOnce: (object) => explained(() => putOnce(object)),
  };
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const errorCode = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

function explainFileError(error: unknown, location: string): GeosBenchError {
  if (error instanceof GeosBenchError) return error;
  const code = errorCode(error);
  const causes: Record<string, [code: ErrorCode, hint: string]> = {
    EACCES: [
      "access-denied",
      "The user of the container needs write permission there (see --user and the volume's owner).",
    ],
    EPERM: [
      "access-denied",
      "The user of the container needs write permission there (see --user and the volume's owner).",
    ],
    ENOENT: ["no-such-directory", "That file system does not let directories be made there."],
    EROFS: [
      "read-only",
      "The container's root file system is read-only: mount a volume and give a path in it.",
    ],
    ENOSPC: ["disk-full", "Free space on that disk, or give another output path."],
    ENOTDIR: ["not-a-directory", "A part of that path is a file."],
    EEXIST: ["not-a-directory", "A part of that path is a file."],
  };
  const [ours, hint] = causes[code ?? ""] ?? ["directory-not-writable", undefined];
  return new GeosBenchError(`${location} cannot be written.`, {
    code: ours,
    ...(hint !== undefined && { hint }),
    cause: error,
  });
}
