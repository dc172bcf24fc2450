import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createLineSplitter } from "../../contract/line-splitter.ts";
import { createModelLog, type ModelLog } from "../../contract/model-log/model-log.ts";

/** A log as it was left: the model's own lines, and those of who started it. */
export interface LogReading {
  readonly log: ModelLog;
  readonly bytes: number;
  readonly sha256: string;
  /** "GCHP" where the log says that it is no run of Classic. */
  readonly isGchp: boolean;
  /** `/usr/bin/time -v`. */
  readonly elapsedSeconds: number | undefined;
  readonly maximumResidentKiB: number | undefined;
  /** Between the stamps of start and end, to the minute. */
  readonly stampedSeconds: number | undefined;
}

/** A line of a log is short; a longer one is something else's, and read in pieces. */
const longestLine = 65_536;

/** Reads a log from its beginning to its end, whatever its size. */
export async function readLog(file: string): Promise<LogReading> {
  // When its lines came is not in it.
  const { log, onLine } = createModelLog(() => 0);
  const hash = createHash("sha256");
  let bytes = 0;
  let isGchp = false;
  let elapsedSeconds: number | undefined;
  let maximumResidentKiB: number | undefined;
  const stamps: { START?: Date; END?: Date } = {};
  const splitter = createLineSplitter(
    (line) => {
      onLine(line);
      if (/^===> Mode of operation\s*:\s*GCHP\b/.test(line)) isGchp = true;
      const [, what, date = "", time = ""] =
        /^===> SIMULATION (START|END) TIME:\s+(\d{4}\/\d\d\/\d\d)\s+(\d\d:\d\d)/.exec(line) ?? [];
      if (what === "START" || what === "END") {
        stamps[what] = new Date(`${date.replaceAll("/", "-")}T${time}Z`);
      }
      const [, elapsed] = /Elapsed \(wall clock\) time .*?:\s+([\d:.]+)\s*$/.exec(line) ?? [];
      if (elapsed !== undefined) elapsedSeconds = clockSeconds(elapsed);
      const [, kibibytes] = /Maximum resident set size \(kbytes\):\s+(\d+)/.exec(line) ?? [];
      if (kibibytes !== undefined) maximumResidentKiB = Number(kibibytes);
    },
    { limit: longestLine, carriageReturn: "dropped" },
  );
  const chunks: AsyncIterable<Buffer> = createReadStream(file);
  for await (const chunk of chunks) {
    hash.update(chunk);
    bytes += chunk.length;
    splitter.push(chunk);
  }
  splitter.end();
  return {
    log,
    bytes,
    sha256: hash.digest("hex"),
    isGchp,
    elapsedSeconds,
    maximumResidentKiB,
    stampedSeconds: between(stamps.START, stamps.END),
  };
}

/** `5:52:53` or `12:04.35`. */
function clockSeconds(text: string): number | undefined {
  const seconds = text.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
  return seconds > 0 ? seconds : undefined;
}

function between(start: Date | undefined, end: Date | undefined): number | undefined {
  if (!start || !end) return undefined;
  const seconds = (end.getTime() - start.getTime()) / 1000;
  return seconds > 0 ? seconds : undefined;
}
