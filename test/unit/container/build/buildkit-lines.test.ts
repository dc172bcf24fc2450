import { expect, test } from "vitest";
import { decodeBuildkitLines } from "../../../../container/build/buildkit-lines.ts";

const field = (number: number, value: string | Buffer): Buffer => {
  const bytes = Buffer.from(value);
  const length = bytes.length < 128 ? [bytes.length] : [(bytes.length & 0x7f) | 0x80, bytes.length >> 7];
  return Buffer.concat([Buffer.from([number * 8 + 2, ...length]), bytes]);
};
const flag = (number: number): Buffer => Buffer.from([number * 8, 1]);
const encode = (...parts: Buffer[]): string => Buffer.concat(parts).toString("base64");

test("says the steps that start, what they print, and why one failed", () => {
  const started = Buffer.concat([field(1, "sha256:1"), field(3, "[proxy 2/2] RUN cmake"), field(5, "time")]);
  const ended = Buffer.concat([field(3, "[proxy 1/2] FROM"), flag(4), field(5, "time"), field(6, "time")]);
  const failed = Buffer.concat([
    field(3, "RUN false"),
    field(5, "t"),
    field(6, "t"),
    field(7, "exit code: 1"),
  ]);
  const printed = Buffer.concat([
    field(1, "sha256:1"),
    flag(3),
    field(4, `[1/2] Building\n${"x".repeat(200)}\n`),
  ]);
  expect(
    decodeBuildkitLines(encode(field(1, started), field(1, ended), field(1, failed), field(3, printed))),
  ).toEqual(["[proxy 2/2] RUN cmake", "ERROR RUN false: exit code: 1", "[1/2] Building", "x".repeat(200)]);
});

test("an empty message has nothing to say", () => {
  expect(decodeBuildkitLines("")).toEqual([]);
});
