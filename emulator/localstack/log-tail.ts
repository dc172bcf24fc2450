import type { Readable } from "node:stream";

/** Keeps the last lines of a container's log, for the message when it does not start. */
export function logTail(lines = 15): { consume(this: void, stream: Readable): void; text(): string } {
  const kept: string[] = [];
  return {
    consume: (stream) => {
      stream.on("data", (line: Buffer | string) => {
        kept.push(line.toString().trimEnd());
        if (kept.length > lines) kept.shift();
      });
    },
    text: () => (kept.length === 0 ? "" : `\n  ${kept.join("\n  ")}`),
  };
}
