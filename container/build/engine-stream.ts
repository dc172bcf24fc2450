import { GeosBenchError } from "../../contract/errors.ts";
import { decodeBuildkitLines } from "./buildkit-lines.ts";
import { linesOfStream } from "./lines-of-stream.ts";

/** The messages of build, load and pull, as far as they are used. */
interface EngineMessage {
  readonly stream?: string;
  readonly status?: string;
  readonly error?: string;
  /** BuildKit: "moby.buildkit.trace" with a protocol-buffer message in `aux`. */
  readonly id?: string;
  readonly aux?: unknown;
}

const quotedLines = 30;

/**
 * Reads an engine's progress stream (build, load, pull) to its end. The engine answers 200 before the work starts, so
 * a failure is only a line in this stream.
 */
export async function followEngineStream(
  stream: NodeJS.ReadableStream,
  what: string,
  onLine: (line: string) => void = () => {},
): Promise<void> {
  const tail: string[] = [];
  let failure: string | undefined;
  for await (const text of linesOfStream(stream)) {
    if (!text.trim()) continue;
    const message = JSON.parse(text) as EngineMessage;
    failure ??= message.error;
    for (const line of linesOf(message)) {
      tail.push(line);
      onLine(line);
    }
  }
  if (failure === undefined) return;
  const output = tail.slice(-quotedLines).join("\n");
  throw new GeosBenchError(`${what} failed: ${failure}\n${output}`, { code: "engine-failed" });
}

function linesOf(message: EngineMessage): string[] {
  if (message.id === "moby.buildkit.trace") return decodeBuildkitLines(String(message.aux));
  const text = message.stream ?? [message.status, message.id].filter(Boolean).join(" ");
  return text.split("\n").filter((line) => line.trim());
}
