import { randomUUID } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { z } from "zod";

/** What is known of a file that was fetched; kept beside it, so that every later job can check it. */
const fileRecord = z.object({
  source: z.string().describe("s3://bucket/key"),
  etag: z.string(),
  bytes: z.int().nonnegative(),
  sha256: z.string(),
  /** What its content was compared with when it came; null: the bucket gave nothing but its size. */
  compared_with: z.enum(["sha256", "md5", "crc32"]).nullable(),
});
export type FileRecord = z.output<typeof fileRecord>;

/** One file each, and hidden: jobs that share a directory never write the same one differently. */
const recordPath = (path: string): string => join(dirname(path), `.${basename(path)}.gcbench.json`);

/** `undefined`: the file was not fetched by a runner. */
export async function readRecord(path: string): Promise<FileRecord | undefined> {
  const text = await readFile(recordPath(path), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return fileRecord.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export async function writeRecord(path: string, record: FileRecord): Promise<void> {
  const to = recordPath(path);
  // Not the process id: containers that share the directory have the same.
  const temporary = `${to}.${randomUUID()}`;
  await writeFile(temporary, `${JSON.stringify(record)}\n`);
  await rename(temporary, to);
}
