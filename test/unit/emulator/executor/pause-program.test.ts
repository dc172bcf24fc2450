import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { pauseProgram } from "../../../../emulator/executor/pause-program.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

const platforms = new Map([
  ["linux x64", "linux/amd64"],
  ["linux arm64", "linux/arm64"],
] as const);
const here = platforms.get(`${process.platform} ${process.arch}` as "linux x64");

it.skipIf(!here)("waits until it is told to end, on this machine's own processor", async () => {
  const file = path.join(temporaryDirectory("pause"), "pause");
  writeFileSync(file, pauseProgram(here ?? "linux/amd64"), { mode: 0o755 });
  const child = spawn(file);
  await once(child, "spawn");
  const ended = once(child, "exit");
  const first = await Promise.race([
    ended,
    new Promise((resolve) => setTimeout(resolve, 100, "still there")),
  ]);
  expect(first).toBe("still there");
  child.kill("SIGTERM");
  expect(await ended).toEqual([null, "SIGTERM"]);
});

it("is an executable of each processor", () => {
  // e_machine: EM_X86_64, EM_AARCH64 (elf.h).
  expect(pauseProgram("linux/amd64").readUInt16LE(18)).toBe(62);
  expect(pauseProgram("linux/arm64").readUInt16LE(18)).toBe(183);
});
