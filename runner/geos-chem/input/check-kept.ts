import { stat } from "node:fs/promises";
import { isAbsolute, join, relative } from "node:path";
import { digestFile } from "../../../contract/digest-file.ts";
import { type Observed, unknownBecause } from "../../../contract/observed.ts";
import { readRecord } from "./file-record.ts";
import { forEachParallel } from "./worker-pool.ts";

/** A file that the model reads, as `input.json` lists it. */
export interface InputFile {
  /** Below ExtData, or as the model's dry run names it. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: Observed<string>;
  /** The object that it was fetched from. */
  readonly source: Observed<string>;
  readonly etag: Observed<string>;
}

export interface CheckedInput {
  readonly files: readonly InputFile[];
  /** Absolute paths of files that are not what was fetched. */
  readonly damaged: readonly string[];
}

/** Reading is bound by the disk, hashing by the CPU. */
const width = 4;

/**
 * Checks size and SHA-256 of every file that a runner fetched against the record of that. Files that a user put there
 * have none, and are only listed. Reads all of what it checks, so that it is in the page cache when the model starts.
 */
export async function checkKept(
  paths: readonly string[],
  { data, runDirectory, signal }: { data: string; runDirectory: string; signal: AbortSignal },
): Promise<CheckedInput> {
  const files: InputFile[] = [];
  const damaged: string[] = [];
  await forEachParallel(paths, width, async (given) => {
    const path = isAbsolute(given) ? given : join(runDirectory, given);
    const size = await stat(path).then(
      (found) => (found.isFile() ? found.size : undefined),
      () => undefined,
    );
    // The dry run names directories and log units too.
    if (size === undefined) return;
    const below = relative(data, path);
    const name = below.startsWith("..") ? given : below;
    const record = await readRecord(path);
    if (!record) {
      const reason = unknownBecause("no runner fetched it");
      files.push({ path: name, bytes: size, sha256: reason, source: reason, etag: reason });
      return;
    }
    const isSame =
      size === record.bytes && (await digestFile(path, ["sha256"], signal)).sha256 === record.sha256;
    if (!isSame) damaged.push(path);
    else {
      files.push({
        path: name,
        bytes: size,
        sha256: { value: record.sha256 },
        source: { value: record.source },
        etag: { value: record.etag },
      });
    }
  });
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), damaged: damaged.sort() };
}

/** `input.json`: what the model was fed, so that two results can be told to have had the same. */
export function inputManifest(data: string, files: readonly InputFile[]): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return `${JSON.stringify({ format: 1, data_directory: data, files: files.length, bytes, input: files }, null, 2)}\n`;
}
