import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { keepFile } from "../../../contract/keep-file.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

test("many that make the same file at once leave it whole, and nothing else", async () => {
  const folder = temporaryDirectory("keep");
  const file = path.join(folder, "ts1.json");
  await Promise.all(
    Array.from({ length: 20 }, () => keepFile(file, (partial) => writeFile(partial, "whole"))),
  );
  expect(await readdir(folder)).toEqual(["ts1.json"]);
  expect(await readFile(file, "utf8")).toBe("whole");
});

test("a write that fails leaves what was there, and nothing else", async () => {
  const folder = temporaryDirectory("keep");
  const file = path.join(folder, "a");
  await writeFile(file, "before");
  const failing = keepFile(file, async (partial) => {
    await writeFile(partial, "half");
    throw new Error("the disk is full");
  });
  await expect(failing).rejects.toThrow("the disk is full");
  expect(await readdir(folder)).toEqual(["a"]);
  expect(await readFile(file, "utf8")).toBe("before");
});
