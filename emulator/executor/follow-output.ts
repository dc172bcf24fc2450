import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import type Docker from "dockerode";
import { createLineSplitter, type LineRules } from "../../contract/line-splitter.ts";
import type { AttemptObserver } from "../ports/executor.ts";
import { createDemultiplexer } from "./demultiplex.ts";
import { createTimestampReader } from "./timestamp-reader.ts";

/**
 * What the awslogs driver of Docker does: the longest event of CloudWatch Logs without its 26 bytes of overhead, and
 * nothing taken off.
 */
const awslogs: LineRules = { limit: 262_118, carriageReturn: "kept" };

export interface FollowedOutput {
  /** Settles when the last line has been passed on. */
  readonly ended: Promise<void>;
}

/**
 * Passes on what a container writes, line by line as it is written, stdout and stderr apart. Call before the start.
 */
export async function followOutput(
  container: Docker.Container,
  observer: Pick<AttemptObserver, "log">,
): Promise<FollowedOutput> {
  const stream = await container.attach({ stream: true, stdout: true, stderr: true });
  const stdout = createLineSplitter((line) => observer.log(line, Date.now(), "stdout"), awslogs);
  const stderr = createLineSplitter((line) => observer.log(line, Date.now(), "stderr"), awslogs);
  const push = createDemultiplexer((name, data) => (name === "stdout" ? stdout : stderr).push(data));
  return passOn(stream as unknown as Readable, push, [stdout, stderr]);
}

/** The same for a container that was started before: what the engine has stored of it, from the first line on. */
export async function repeatOutput(
  container: Docker.Container,
  observer: Pick<AttemptObserver, "log">,
): Promise<FollowedOutput> {
  const given = await container.logs({ follow: true, stdout: true, stderr: true, timestamps: true });
  const reader = (name: "stdout" | "stderr") => {
    let at = Date.now();
    const lines = createLineSplitter((line) => observer.log(line, at, name), awslogs);
    const push = createTimestampReader(
      (time) => (at = time),
      (data) => lines.push(data),
    );
    return { push, end: () => lines.end() };
  };
  const readers = { stdout: reader("stdout"), stderr: reader("stderr") };
  const push = createDemultiplexer((name, data, isStart) => readers[name].push(data, isStart));
  return passOn(given as unknown as Readable, push, Object.values(readers));
}

function passOn(
  stream: Readable,
  push: (chunk: Buffer) => void,
  lines: readonly { end(): void }[],
): FollowedOutput {
  stream.on("data", push);
  const flush = (): void => lines.forEach((one) => one.end());
  // An engine that goes away ends the stream with an error; what came until then is passed on.
  return { ended: finished(stream, { writable: false }).then(flush, flush) };
}
