import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDemultiplexer, type StreamName } from "../../../../emulator/executor/demultiplex.ts";
import { createLineSplitter } from "../../../../emulator/executor/line-splitter.ts";

/** `bytes` in pieces of the given sizes, over and over. */
function pieces(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const cut: Buffer[] = [];
  for (let at = 0, n = 0; at < bytes.length; n++) {
    const size = sizes[n % sizes.length] ?? 1;
    cut.push(bytes.subarray(at, at + size));
    at += size;
  }
  return cut;
}

const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 });

describe("createDemultiplexer", () => {
  it("gives every byte to its stream, in order, however the chunks are cut", () => {
    const frame = fc.tuple(fc.constantFrom<StreamName>("stdout", "stderr"), fc.uint8Array({ maxLength: 40 }));
    fc.assert(
      fc.property(fc.array(frame), sizes, (frames, cuts) => {
        const bytes = Buffer.concat(
          frames.flatMap(([stream, data]) => {
            const header = Buffer.alloc(8);
            header[0] = stream === "stdout" ? 1 : 2;
            header.writeUInt32BE(data.length, 4);
            return [header, Buffer.from(data)];
          }),
        );
        const got = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
        const push = createDemultiplexer((stream, data) => got[stream].push(data));
        pieces(bytes, cuts).forEach(push);
        for (const stream of ["stdout", "stderr"] as const) {
          const expected = frames.filter(([of]) => of === stream).map(([, data]) => Buffer.from(data));
          expect(Buffer.concat(got[stream])).toEqual(Buffer.concat(expected));
        }
      }),
    );
  });
});

describe("createLineSplitter", () => {
  const split = (bytes: Buffer, cuts: readonly number[], limit?: number): string[] => {
    const lines: string[] = [];
    const splitter = createLineSplitter((line) => lines.push(line), limit);
    for (const piece of pieces(bytes, cuts)) splitter.push(piece);
    splitter.end();
    return lines;
  };

  it("gives the lines of any text, however the chunks are cut", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" })), fc.boolean(), sizes, (texts, ended, cuts) => {
        const lines = texts.map((text) => text.replaceAll("\n", " "));
        const text = lines.join("\n") + (ended && lines.length > 0 ? "\n" : "");
        const expected = text.split("\n");
        // What follows the last newline is a line only when there is something.
        if (expected.at(-1) === "") expected.pop();
        expect(split(Buffer.from(text), cuts)).toEqual(expected);
      }),
    );
  });

  it("cuts a line that is too long between characters, and loses nothing", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 200 }),
        fc.integer({ min: 4, max: 30 }),
        sizes,
        (text, limit, cuts) => {
          const line = text.replaceAll("\n", " ");
          const parts = split(Buffer.from(line), cuts, limit);
          expect(parts.join("")).toBe(line);
          for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(limit);
        },
      ),
    );
  });

  it("passes an endless line on before it ends", () => {
    const lines: string[] = [];
    const splitter = createLineSplitter((line) => lines.push(line), 10);
    splitter.push(Buffer.from("x".repeat(25)));
    expect(lines).toEqual(["x".repeat(10), "x".repeat(10)]);
  });
});
