import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { crc32 } from "node:zlib";
import type { ObjectProof } from "./object-proof.ts";

/** SHA-256 of a file, and the digest of another algorithm with it, in one reading; hexadecimal. */
export async function digestFile(
  path: string,
  algorithm: ObjectProof["algorithm"] = "sha256",
  signal?: AbortSignal,
): Promise<{ readonly sha256: string; readonly digest: string }> {
  const sha256 = createHash("sha256");
  const md5 = algorithm === "md5" ? createHash("md5") : undefined;
  let sum = 0;
  for await (const chunk of createReadStream(path, {
    highWaterMark: 2 ** 20,
    signal,
  }) as AsyncIterable<Buffer>) {
    sha256.update(chunk);
    md5?.update(chunk);
    if (algorithm === "crc32") sum = crc32(chunk, sum);
  }
  const hex = sha256.digest("hex");
  const others = { sha256: hex, md5: md5?.digest("hex") ?? "", crc32: sum.toString(16).padStart(8, "0") };
  return { sha256: hex, digest: others[algorithm] };
}
