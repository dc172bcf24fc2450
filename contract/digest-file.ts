import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { crc32 } from "node:zlib";

type Algorithm = "sha256" | "sha512" | "md5" | "crc32";

/** Size in bytes and digests in hexadecimal of a file, in one reading, as a stream. Rejects with Node's own error. */
export async function digestFile<Wanted extends Algorithm>(
  path: string,
  algorithms: readonly Wanted[],
  signal?: AbortSignal,
): Promise<{ readonly bytes: number } & Readonly<Record<Wanted, string>>> {
  const digests = algorithms.map((algorithm) => [algorithm, startDigest(algorithm)] as const);
  let bytes = 0;
  const chunks: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: 2 ** 20, signal });
  for await (const chunk of chunks) {
    bytes += chunk.length;
    for (const [, digest] of digests) digest.update(chunk);
  }
  const hex = Object.fromEntries(digests.map(([algorithm, digest]) => [algorithm, digest.end()]));
  return { bytes, ...(hex as Record<Wanted, string>) };
}

function startDigest(algorithm: Algorithm): { update: (chunk: Buffer) => void; end: () => string } {
  if (algorithm === "crc32") {
    let sum = 0;
    return {
      update: (chunk) => (sum = crc32(chunk, sum)),
      end: () => sum.toString(16).padStart(8, "0"),
    };
  }
  const hash = createHash(algorithm);
  return { update: (chunk) => hash.update(chunk), end: () => hash.digest("hex") };
}
