import { finished } from "node:stream/promises";
import type Docker from "dockerode";
import { createLineSplitter, type LineRules } from "../../contract/line-splitter.ts";
import type { AttemptObserver } from "../ports/executor.ts";
import { createDemultiplexer } from "./demultiplex.ts";

/**
 * What the awslogs driver of Docker does: the longest event of CloudWatch Logs without its 26 bytes of overhead, and
 * nothing taken off.
 */
const awslogs: LineRules = { limit: 262_118, carriageReturn: "kept" };

/**
 * Passes on what a container writes, line by line as it is written, stdout and stderr apart. Call before the start;
 * `ended` settles when the last line has been passed on.
 */
export async function followOutput(
  container: Docker.Container,
  observer: Pick<AttemptObserver, "log">,
): Promise<{ readonly ended: Promise<void> }> {
  const stream = await container.attach({ stream: true, stdout: true, stderr: true });
  const log = (line: string): void => observer.log(line, Date.now());
  const lines = { stdout: createLineSplitter(log, awslogs), stderr: createLineSplitter(log, awslogs) };
  stream.on(
    "data",
    createDemultiplexer((name, data) => lines[name].push(data)),
  );
  const flush = (): void => {
    lines.stdout.end();
    lines.stderr.end();
  };
  // An engine that goes away ends the stream with an error; what came until then is passed on.
  const ended = finished(stream, { writable: false }).then(flush, flush);
  return { ended };
}
