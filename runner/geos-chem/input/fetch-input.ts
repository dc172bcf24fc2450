import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { GeosBenchError } from "../../../contract/errors.ts";
import { explainS3Error } from "../../store/s3-errors.ts";
import { fetchFile, type PlannedFile } from "./fetch-file.ts";
import type { MissingFile } from "./missing-files.ts";
import type { OpenData } from "./open-data.ts";
import { formatBytes, formatSeconds } from "../../system/format-amount.ts";
import { forEachParallel } from "./worker-pool.ts";

interface FetchPorts {
  readonly say: (message: string) => void;
  readonly signal: AbortSignal;
  /** Seconds of a clock that only goes forward. */
  readonly seconds?: () => number;
}

/** Many small files: latency counts more than bandwidth. */
const width = 16;
const sayEverySeconds = 10;

/** Sizes of the files that the bucket has; `absent` are those that it has not. */
export async function planFetch(
  files: readonly MissingFile[],
  data: OpenData,
): Promise<{ planned: PlannedFile[]; absent: MissingFile[] }> {
  const planned: PlannedFile[] = [];
  const absent: MissingFile[] = [];
  await forEachParallel(files, width, async (file) => {
    try {
      const found = await data.size(file.key);
      if (found) planned.push({ ...file, ...found });
      else absent.push(file);
    } catch (error) {
      throw explainS3Error(error, file.key);
    }
  });
  return { planned: planned.sort((a, b) => b.bytes - a.bytes), absent };
}

/** Long enough for a rate that means something, short beside any fetch worth an estimate. */
const probe = { bytes: 16 * 1024 * 1024, seconds: 3 };

/**
 * How long fetching will take, by the measured rate of one connection, as the end of a sentence; empty for little
 * data.
 */
export async function estimateFetch(
  planned: readonly PlannedFile[],
  data: OpenData,
  signal: AbortSignal,
): Promise<string> {
  const total = planned.reduce((sum, { bytes }) => sum + bytes, 0);
  const [largest] = planned;
  if (!largest || total < 4 * probe.bytes) return "";
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 1000;
  let read = 0;
  try {
    for await (const chunk of await data.read(largest.key, 0, largest.etag, signal)) {
      read += chunk.length;
      if (read >= probe.bytes || elapsed() >= probe.seconds) break;
    }
  } catch (error) {
    throw explainS3Error(error, largest.key);
  }
  const rate = read / elapsed();
  return `; one connection gives ${formatBytes(rate)}/s, which would take ${formatSeconds(total / rate)}; ${width} are used`;
}

/** Throws {@link GeosBenchError} `disk-full` when the files do not fit where they belong. */
export async function mustFit(
  planned: readonly PlannedFile[],
  freeBytes: (directory: string) => Promise<number>,
): Promise<void> {
  const [first] = planned;
  if (!first) return;
  const total = planned.reduce((sum, { bytes }) => sum + bytes, 0);
  const place = existingParent(first.path);
  const free = await freeBytes(place);
  if (free >= total) return;
  throw new GeosBenchError(
    `The disk is too full for the input data: ${formatBytes(total)} are missing, ${place} has ${formatBytes(free)} free.`,
    {
      code: "disk-full",
      hint: "Give the job a larger volume (GCBENCH_SCRATCH, workload.data.path), or shorten the run.",
    },
  );
}

/** Fetches in parallel, the largest first. Throws {@link GeosBenchError}. */
export async function fetchPlanned(
  planned: readonly PlannedFile[],
  data: OpenData,
  { say, signal, seconds = () => performance.now() / 1000 }: FetchPorts,
): Promise<void> {
  const total = planned.reduce((sum, { bytes }) => sum + bytes, 0);
  const start = seconds();
  let done = 0;
  let said = start;
  const report = () => {
    const elapsed = seconds() - start;
    const left = done > 0 ? ((total - done) / done) * elapsed : undefined;
    say(
      `input data: ${formatBytes(done)} of ${formatBytes(total)} in ${formatSeconds(elapsed)}${left === undefined ? "" : `, at this rate ${formatSeconds(left)} more`}`,
    );
  };
  await forEachParallel(planned, width, (file) =>
    fetchFile(file, data, {
      signal,
      onBytes: (count) => {
        done += count;
        if (seconds() - said < sayEverySeconds) return;
        said = seconds();
        report();
      },
    }),
  );
  report();
}

function existingParent(path: string): string {
  const parent = dirname(path);
  return existsSync(parent) || parent === path ? parent : existingParent(parent);
}
