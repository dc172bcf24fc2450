import { digestFile } from "../../contract/digest-file.ts";
import type { StoredObject } from "../../contract/manifest.ts";
import { sha256 } from "../../contract/sha256.ts";
import type { ResultObject } from "./attempt-store.ts";

/** Size and SHA-256 of an object, as the manifest lists it; a file is read as a stream. */
export async function describeObject({ name, body }: ResultObject): Promise<StoredObject> {
  if ("text" in body) return { name, bytes: Buffer.byteLength(body.text), sha256: sha256(body.text) };
  return { name, ...(await digestFile(body.file, ["sha256"])) };
}
