import * as fc from "fast-check";
import { expect, test } from "vitest";
import { limitedName } from "../../../infra/limited-name.ts";

test("a name that is short enough stays as it is", () => {
  expect(limitedName("smoke-SMOKE-X86", 64)).toBe("smoke-SMOKE-X86");
  expect(limitedName("a".repeat(64), 64)).toBe("a".repeat(64));
});

test("longer ones are cut to the length, and two that differ stay two", () => {
  const name = fc.stringMatching(/^[a-z0-9-]{65,150}$/);
  fc.assert(
    fc.property(name, fc.stringMatching(/^[a-z]{1,9}$/), (long, more) => {
      expect(limitedName(long, 64)).toHaveLength(64);
      expect(limitedName(long, 64)).toMatch(/^[a-z0-9-]+$/);
      expect(limitedName(long + more, 64)).not.toBe(limitedName(long, 64));
    }),
  );
});
