import { expect, test } from "vitest";
import type { ErrorCode } from "../../../../../contract/error-codes.ts";
import { GeosBenchError } from "../../../../../contract/errors.ts";
import {
  explainedInImage,
  type ImagePlace,
} from "../../../../../emulator/library/image/explained-in-image.ts";

const of = (code: ErrorCode, socket: ImagePlace["socket"]): unknown =>
  explainedInImage(new GeosBenchError("What was.", { code, hint: "As on a machine." }), {
    user: 1000,
    socket,
  });

test("a socket of another group: which, and how to be in it", () => {
  expect(of("docker-permission-denied", { group: 105, isFolder: false })).toMatchObject({
    message: "What was.",
    code: "docker-permission-denied",
    hint: expect.stringContaining("--group-add 105") as string,
  });
});

test("no socket: how to mount it, or to do without", () => {
  for (const code of ["docker-not-installed", "docker-not-running"] as const) {
    const hint = expect.stringMatching(/--volume \S+docker\.sock .*LOCAL_BATCH_JOBS=simulated/) as string;
    expect(of(code, undefined)).toMatchObject({ code, hint });
  }
});

test("a path that the engine's machine does not have is mounted as a folder, which is no matter of groups", () => {
  for (const code of ["docker-permission-denied", "docker-not-running"] as const) {
    expect(of(code, { group: 0, isFolder: true })).toMatchObject({
      message: expect.stringContaining("There is a folder at /var/run/docker.sock") as string,
      hint: expect.not.stringContaining("--group-add") as string,
    });
  }
});

test("a state that cannot be used: what the folder must be", () => {
  expect(of("state-not-usable", undefined)).toMatchObject({
    hint: expect.stringMatching(/\/var\/lib\/local-batch must be writable for user 1000/) as string,
  });
});

test("what is the same on a machine stays as it is", () => {
  const error = new GeosBenchError("What was.", { code: "bad-option", hint: "Another value." });
  expect(explainedInImage(error, { user: 0, socket: undefined })).toBe(error);
  const other = new Error("other");
  expect(explainedInImage(other, { user: 0, socket: undefined })).toBe(other);
});
