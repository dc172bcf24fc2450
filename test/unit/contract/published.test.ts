import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { exitCodes, exitName } from "../../../contract/exit-codes.ts";
import { parseJson } from "../../../contract/parse-json.ts";
import { suite } from "../../../contract/suite.ts";

const root = path.resolve(import.meta.dirname, "../../..");

test.each(readdirSync(path.join(root, "suites")))("suites/%s is valid and named after its file", (file) => {
  const parsed = parseJson(suite, readFileSync(path.join(root, "suites", file), "utf8"), "suite");
  expect(`${parsed.name}.json`).toBe(file);
});

test("a suite with an id twice is refused", () => {
  const given = JSON.parse(readFileSync(path.join(root, "suites/smoke.json"), "utf8")) as {
    benchmarks: unknown[];
  };
  const twice = JSON.stringify({ ...given, benchmarks: [given.benchmarks[0], given.benchmarks[0]] });
  expect(() => parseJson(suite, twice, "suite")).toThrow(
    /benchmarks\[1\]\.id: given "SMOKE-GRAVITON", is there twice/,
  );
});

test("exit codes are distinct, documented, and clear of what shell and kernel use", () => {
  const codes = Object.values(exitCodes);
  expect(new Set(codes).size).toBe(codes.length);
  expect(Math.max(...codes)).toBeLessThan(126);
  const page = readFileSync(path.join(root, "docs/results.md"), "utf8");
  for (const code of codes) expect(page).toContain(`| ${code} | ${exitName(code)} |`);
});
