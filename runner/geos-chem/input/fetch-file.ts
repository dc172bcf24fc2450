import { mkdir, open, rename, stat, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { digestFile } from "../../../contract/digest-file.ts";
import { GeosBenchError } from "../../../contract/errors.ts";
import { sha256 as sha256Of } from "../../../contract/sha256.ts";
import { explainS3Error, httpStatus } from "../../store/s3-errors.ts";
import { writeRecord } from "./file-record.ts";
import type { FoundObject, OpenData } from "./open-data.ts";

export interface PlannedFile extends FoundObject {
  readonly path: string;
  readonly key: string;
}

const attempts = 5;

/**
 * Fetches a file under a temporary name and gives it its own when its size is right and its content what the bucket
 * says, so that a file that is there is whole; its SHA-256 is kept beside it. The temporary name has the object's
 * etag: what an interrupted job left is continued, if it is of the same object. Jobs that share the directory write
 * the same bytes at the same places. Throws {@link GeosBenchError}.
 */
export async function fetchFile(
  planned: PlannedFile,
  data: OpenData,
  { signal, onBytes, retryMs = 1000, stallMs = 60_000 }: FetchContext,
): Promise<void> {
  const { path, key, bytes, etag } = planned;
  const mark = sha256Of(`${key} ${etag}`).slice(0, 12);
  const part = join(dirname(path), `.${basename(path)}.${mark}.part`);
  await onDisk(path, () => mkdir(dirname(path), { recursive: true }));
  // A second attempt counts only what is new.
  let counted = 0;
  const onPosition = (position: number) => {
    onBytes(Math.max(0, position - counted));
    counted = Math.max(counted, position);
  };
  for (let attempt = 1; ; attempt++) {
    try {
      await continuePart(part, { key, bytes, etag }, data, { signal, stallMs, onPosition });
      return await onDisk(path, () => finish(part, planned, `s3://${data.bucket}/${key}`, signal));
    } catch (error) {
      const isForGood = error instanceof GeosBenchError && error.code !== notWhole;
      const isFinal = signal.aborted || isForGood || httpStatus(error) === 412;
      if (isFinal || attempt === attempts) throw explainS3Error(error, key);
      await sleep(retryMs * 2 ** (attempt - 1), undefined, { signal });
    }
  }
}

export interface FetchContext {
  readonly signal: AbortSignal;
  readonly onBytes: (count: number) => void;
  readonly retryMs?: number;
  /** A connection that brings nothing for so long is given up. */
  readonly stallMs?: number;
}

async function continuePart(
  part: string,
  { key, bytes, etag }: Pick<PlannedFile, "key" | "bytes" | "etag">,
  data: OpenData,
  {
    signal,
    stallMs,
    onPosition,
  }: { signal: AbortSignal; stallMs: number; onPosition: (position: number) => void },
): Promise<void> {
  const file = await onDisk(part, () =>
    open(part, "a").then((made) => made.close().then(() => open(part, "r+"))),
  );
  const stalled = new AbortController();
  const timer = setTimeout(() => stalled.abort(), stallMs);
  try {
    let { size: position } = await file.stat();
    if (position > bytes) {
      await file.truncate(0);
      position = 0;
    }
    onPosition(position);
    if (position === bytes) return;
    for await (const chunk of await data.read(
      key,
      position,
      etag,
      AbortSignal.any([signal, stalled.signal]),
    )) {
      timer.refresh();
      const at = position;
      await onDisk(part, () => file.write(chunk, 0, chunk.length, at));
      position += chunk.length;
      onPosition(position);
    }
  } finally {
    clearTimeout(timer);
    await file.close();
  }
}

async function finish(
  part: string,
  { path, bytes, etag, proof }: PlannedFile,
  source: string,
  signal: AbortSignal,
): Promise<void> {
  const found = await stat(part).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
  // Another job, which shares the directory, was the first to finish it.
  if (!found && (await stat(path))) return;
  const { size = 0 } = found ?? {};
  if (size < bytes) throw corrupt(source, `it ended after ${size} of ${bytes} bytes`);
  if (size > bytes) {
    await unlink(part);
    throw corrupt(source, `it has ${size} bytes instead of ${bytes}`);
  }
  try {
    const digests = await digestFile(part, ["sha256", ...(proof ? [proof.algorithm] : [])], signal);
    if (proof && digests[proof.algorithm] !== proof.digest) {
      await unlink(part);
      throw corrupt(
        source,
        `its ${proof.algorithm} is ${digests[proof.algorithm]} instead of ${proof.digest}`,
      );
    }
    // Before the file has its name: a file of ours is never without its record.
    const { sha256 } = digests;
    await writeRecord(path, { source, etag, bytes, sha256, compared_with: proof?.algorithm ?? null });
    await rename(part, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

/** Worth another try, unlike other errors of this kind. */
const notWhole = "input-data-corrupt";

const corrupt = (source: string, how: string): GeosBenchError =>
  new GeosBenchError(`${source} does not arrive whole: ${how}.`, {
    code: notWhole,
    hint: "Something on the way changes or cuts it, a proxy or a disk; it was tried several times.",
  });

/** A disk that is full or read-only does not get better by trying again. */
async function onDisk<Value>(path: string, action: () => Promise<Value>): Promise<Value> {
  try {
    return await action();
  } catch (cause) {
    if (cause instanceof GeosBenchError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOSPC" || code === "EDQUOT") {
      throw new GeosBenchError(`The disk is full: ${path} cannot be written.`, {
        code: "disk-full",
        hint: "What was fetched is kept and continued. Free space, or give the job a larger volume.",
        cause,
      });
    }
    // Errors of a disk have a code; what else goes wrong here is worth another try.
    if (code === undefined) throw cause;
    throw new GeosBenchError(`Input data cannot be written to ${path}.`, {
      code: "data-not-writable",
      hint: "Give a writable ExtData directory in workload.data.path or GCBENCH_EXTDATA.",
      cause,
    });
  }
}
