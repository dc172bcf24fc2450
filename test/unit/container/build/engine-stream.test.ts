import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { followEngineStream } from "../../../../container/build/engine-stream.ts";

const long = "x".repeat(300_000);
const text = `${JSON.stringify({ stream: "Step 1 : ä\n" })}\r\n\n${JSON.stringify({ status: long, id: "a" })}\n${JSON.stringify({ error: "no space" })}`;

/** What the engine wrote, in pieces of a size that cuts lines and characters. */
const engineStream = (size: number): Readable => {
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
    bytes.subarray(n * size, (n + 1) * size),
  );
  return Readable.from(chunks, { objectMode: false });
};

test.each([7, 4096, 1e9])(
  "messages of any length are read from chunks of %d bytes, the last without its newline",
  async (size) => {
    const lines: string[] = [];
    const followed = followEngineStream(engineStream(size), "Loading a", (line) => lines.push(line));
    await expect(followed).rejects.toMatchObject({
      code: "engine-failed",
      message: expect.stringMatching(/^Loading a failed: no space\nStep 1 : ä\nx+ a/),
    });
    expect(lines).toEqual(["Step 1 : ä", `${long} a`]);
  },
);
