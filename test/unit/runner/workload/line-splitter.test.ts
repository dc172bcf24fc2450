import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createLineSplitter } from "../../../../runner/workload/line-splitter.ts";

function split(chunks: readonly Buffer[]): string[] {
  const lines: string[] = [];
  const splitter = createLineSplitter((line) => lines.push(line));
  for (const chunk of chunks) splitter.write(chunk);
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
