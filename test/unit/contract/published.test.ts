import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { exitCodes, exitName } from "../../../contract/exit-codes.ts";

const root = path.resolve(import.meta.dirname, "../../..");

test("exit codes are distinct, documented, and clear of what shell and kernel use", () => {
  const codes = Object.values(exitCodes);
  expect(new Set(codes).size).toBe(codes.length);
  expect(Math.max(...codes)).toBeLessThan(126);
  const page = readFileSync(path.join(root, "docs/results.md"), "utf8");
  for (const code of codes) expect(page).toContain(`| ${code} | ${exitName(code)} |`);
});
