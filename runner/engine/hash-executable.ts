import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { type Observed, unknownBecause } from "../../contract/observed.ts";

/** SHA-256 of the program that computes: what tells one build, or a stand-in, from another. Never throws. */
export async function hashExecutable(path: string): Promise<Observed<string>> {
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(path, { highWaterMark: 2 ** 20 }), hash);
    return { value: hash.digest("hex") };
  } catch (error) {
    return unknownBecause(`${path} cannot be read: ${(error as Error).message}`);
  }
}
