import * as fc from "fast-check";
import { expect, test } from "vitest";
import { shownText } from "../../../../report/page/shown-text.ts";

test("controls and direction marks become visible, everything else stays", () => {
  expect(shownText("a\u001b[31mb\nc")).toBe("a␛[31mb␊c");
  expect(shownText("safe\u202Eexe.txt")).toBe("safe\uFFFDexe.txt");
  expect(shownText("\uD800")).toBe("\uFFFD");
  expect(shownText("Größe 日本 🌍 <b>&")).toBe("Größe 日本 🌍 <b>&");
});

test("what is written from right to left is isolated, so that a figure after it stays behind it", () => {
  expect(`${shownText("عربي 1")}: 2 s`).toBe("\u2068عربي 1\u2069: 2 s");
  expect(shownText("\u2069שלום\u202E")).toBe("\u2068\uFFFDשלום\uFFFD\u2069");
});

test("a long text is cut between characters, with its length said", () => {
  expect(shownText("🌍".repeat(400), 3)).toBe("🌍🌍🌍… (800 characters)");
  expect(shownText("x".repeat(1_000_000))).toHaveLength(300 + "… (1000000 characters)".length);
});

/** Any UTF-16 code unit, halves of pairs too. */
const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));

test("nothing that is shown has a control character or turns text around", () => {
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      const inside = shownText(text).replaceAll(/^\u2068|\u2069$/g, "");
      // eslint-disable-next-line no-control-regex
      expect(inside).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/);
    }),
  );
});
