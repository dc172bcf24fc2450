import path from "node:path";
import { execa } from "execa";
import { test } from "vitest";

const root = path.resolve(import.meta.dirname, "../../..");

test("docs/estimates.md shows what the commands print and what leaving one out comes to", async () => {
  await execa(process.execPath, ["scripts/write-estimates-page.ts", "--check"], { cwd: root });
});
