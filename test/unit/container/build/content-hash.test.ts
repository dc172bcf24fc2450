import { expect, test } from "vitest";
import { contentHash } from "../../../../container/build/content-hash.ts";

test("is short, stable and does not depend on the order of the keys", () => {
  expect(contentHash({ a: "1", b: "2" })).toMatch(/^[0-9a-f]{12}$/);
  expect(contentHash({ b: "2", a: "1" })).toBe(contentHash({ a: "1", b: "2" }));
  expect(contentHash({ a: new TextEncoder().encode("ä") })).toBe(contentHash({ a: "ä" }));
});

test("tells apart what plain concatenation would confuse", () => {
  const hashes = [
    contentHash({ a: "bc" }),
    contentHash({ ab: "c" }),
    contentHash({ a: "b", c: "" }),
    contentHash({ a: "", b: "c" }),
    contentHash({}),
  ];
  expect(new Set(hashes).size).toBe(hashes.length);
});
