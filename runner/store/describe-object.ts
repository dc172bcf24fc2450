import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { StoredObject } from "../../contract/manifest.ts";
import { sha256 } from "../../contract/sha256.ts";
import type { ResultObject } from "./attempt-store.ts";

/** Size and SHA-256 of an object, as the manifest lists it; a file is read as a stream. */
export async function describeObject({ name, body }: ResultObject): Promise<StoredObject> {
  if ("text" in body) return { name, bytes: Buffer.byteLength(body.text), sha256: sha256(body.text) };
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(body.file)) {
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
  }
  return { name, bytes, sha256: hash.digest("hex") };
}
