import * as fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { createLineSplitter } from "../../../contract/line-splitter.ts";
import { pieces } from "../../support/pieces.ts";

const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 });

describe("as the runner reads a workload", () => {
  function split(chunks: readonly Buffer[]): string[] {
    const lines: string[] = [];
    const splitter = createLineSplitter((line) => lines.push(line), {
      limit: 32 * 1024,
      carriageReturn: "dropped",
    });
    for (const chunk of chunks) splitter.push(chunk);
    splitter.end();
    return lines;
  }

  test("lines do not depend on where the chunks end, even within a character", () => {
    const line = fc.string({ unit: "grapheme" }).filter((text) => !/[\r\n]/.test(text));
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.nat()), (lines, cuts) => {
        const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(""));
        const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
        const chunks = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
        expect(split(chunks)).toEqual(lines);
      }),
    );
  });

  test("an unfinished last line is passed on, carriage returns of line ends are not", () => {
    expect(split([Buffer.from("a\r\nb")])).toEqual(["a", "b"]);
  });

  test("a line without end does not grow for ever", () => {
    const lines = split(Array.from({ length: 100 }, () => Buffer.alloc(10_000, "x")));
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.join("").length).toBe(1_000_000);
  });
});

describe("as the local AWS Batch reads a container", () => {
  const split = (bytes: Buffer, cuts: readonly number[], limit = 262_118): string[] => {
    const lines: string[] = [];
    const splitter = createLineSplitter((line) => lines.push(line), { limit, carriageReturn: "kept" });
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
    const splitter = createLineSplitter((line) => lines.push(line), { limit: 10, carriageReturn: "kept" });
    splitter.push(Buffer.from("x".repeat(25)));
    expect(lines).toEqual(["x".repeat(10), "x".repeat(10)]);
  });
});
