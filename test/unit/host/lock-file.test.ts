import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { takeLockFile } from "../../../host/lock-file.mjs";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const newFile = () => path.join(temporaryDirectory("lock"), "a.lock");
const dead = { pid: spawnSync(process.execPath, ["--version"]).pid, since: "then", id: "dead" };
const living = { pid: process.pid, since: "now", id: "living" };

test("the file names its owner, and is all that is left", () => {
  const file = newFile();
  expect(takeLockFile(file)).toBeUndefined();
  const owner = JSON.parse(readFileSync(file, "utf8"));
  expect(owner.pid).toBe(process.pid);
  expect(takeLockFile(file)).toEqual(owner);
  expect(readdirSync(path.dirname(file))).toEqual(["a.lock"]);
});

test.each([JSON.stringify(dead), "", "{", "42", '{"pid":"1"}'])(
  "%j is nobody's, and taken over",
  (content) => {
    const file = newFile();
    writeFileSync(file, content);
    expect(takeLockFile(file)).toBeUndefined();
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ pid: process.pid });
    expect(readdirSync(path.dirname(file))).toEqual(["a.lock"]);
  },
);

test("what a dead owner left is removed by one process only, and by the next when that one dies too", () => {
  const file = newFile();
  const turn = `${file}.${dead.id}.dead`;
  writeFileSync(file, JSON.stringify(dead));
  writeFileSync(turn, JSON.stringify(living));
  expect(takeLockFile(file)).toEqual(living);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(dead);
  writeFileSync(turn, JSON.stringify({ ...dead, id: "also dead" }));
  expect(takeLockFile(file)).toBeUndefined();
  expect(existsSync(turn)).toBe(false);
});

test("a folder that is not there is an error, not a wait", () => {
  expect(() => takeLockFile(path.join(newFile(), "below"))).toThrow(/ENOENT/);
});

test("however many processes take over from dead owners, never do two have it", async () => {
  const file = newFile();
  const contender = path.join(import.meta.dirname, "../../support/contend-for-lock.mjs");
  const contend = () => execa(process.execPath, [contender, file, "100"], { reject: false, all: true });
  const done = await Promise.all(Array.from({ length: 4 }, contend));
  expect(done.map(({ all }) => all)).toEqual(["100", "100", "100", "100"]);
}, 60_000);
