import { createLineSplitter } from "../../contract/line-splitter.ts";

/** The lines of a stream of bytes. (readline's own iterator lets a connection's abort escape as an unhandled event.) */
export async function* linesOfStream(stream: NodeJS.ReadableStream): AsyncGenerator<string> {
  const lines: string[] = [];
  // Each line is one JSON document: a piece of it would be none.
  const rules = { limit: Infinity, carriageReturn: "kept" } as const;
  const splitter = createLineSplitter((line) => lines.push(line), rules);
  for await (const chunk of stream) {
    splitter.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
    yield* lines.splice(0);
  }
  splitter.end();
  yield* lines;
}
