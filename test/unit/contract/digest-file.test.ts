import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { crc32 } from "node:zlib";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { digestFile } from "../../../contract/digest-file.ts";
import { sha256 } from "../../../contract/sha256.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const file = path.join(temporaryDirectory("digest"), "file");
const hex = (algorithm: string, content: Uint8Array) => createHash(algorithm).update(content).digest("hex");

test("a file has the digests of its bytes, whatever they are and more than one reading's worth", async () => {
  const content = fc.oneof(fc.uint8Array(), fc.constant(new Uint8Array(3 * 2 ** 20 + 7).fill(7)));
  await fc.assert(
    fc.asyncProperty(content, async (bytes) => {
      writeFileSync(file, bytes);
      expect(await digestFile(file, ["sha256", "sha512", "md5", "crc32"])).toEqual({
        bytes: bytes.length,
        sha256: sha256(bytes),
        sha512: hex("sha512", bytes),
        md5: hex("md5", bytes),
        crc32: crc32(bytes).toString(16).padStart(8, "0"),
      });
    }),
    { numRuns: 30 },
  );
});

test("only what is asked for is computed; the error is Node's, and an abort ends the reading", async () => {
  writeFileSync(file, "x");
  expect(Object.keys(await digestFile(file, ["md5"]))).toEqual(["bytes", "md5"]);
  await expect(digestFile(`${file}.none`, ["sha256"])).rejects.toMatchObject({ code: "ENOENT" });
  await expect(digestFile(file, ["sha256"], AbortSignal.abort())).rejects.toMatchObject({
    name: "AbortError",
  });
});
