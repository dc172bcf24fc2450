import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { GeosBenchError } from "../contract/errors.ts";
import { manifest, type Manifest } from "../contract/manifest.ts";
import { parseJson } from "../contract/parse-json.ts";
import { result, type Result } from "../contract/result.ts";
import { resultFiles } from "../contract/result-layout.ts";
import { sha256 } from "../contract/sha256.ts";

export interface FetchedResult {
  readonly uri: string;
  readonly directory: string;
  readonly manifest: Manifest;
  readonly result: Result;
}

/**
 * Copies the result below `s3://bucket/prefix` into `directory`, each object checked against the manifest. A prefix
 * without a manifest is an incomplete run and an error; so is an object that differs.
 */
export async function fetchResult(
  s3: S3Client,
  from: { bucket: string; prefix: string },
  directory: string,
): Promise<FetchedResult> {
  const uri = `s3://${from.bucket}/${from.prefix}`;
  const get = async (name: string): Promise<Uint8Array> => {
    const { Body } = await s3.send(
      new GetObjectCommand({ Bucket: from.bucket, Key: `${from.prefix}/${name}` }),
    );
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  };
  const manifestText = await get(resultFiles.manifest).catch((cause: unknown) => {
    throw new GeosBenchError(`There is no complete result at ${uri}: ${(cause as Error).message}`, {
      code: "no-result",
      cause,
    });
  });
  const listed = parseJson(manifest, Buffer.from(manifestText).toString("utf8"), "manifest");
  const fileOf = (name: string) => fileBelow(directory, name);
  for (const { name } of listed.objects) fileOf(name);
  const contents = new Map<string, Uint8Array>();
  for (const { name, bytes, sha256: expected } of listed.objects) {
    const content = await get(name);
    const found = sha256(content);
    if (found !== expected || content.byteLength !== bytes) {
      throw new GeosBenchError(
        `${uri}/${name} is not what the manifest says: ${content.byteLength} bytes, SHA-256 ${found}; expected ${bytes} bytes, ${expected}.`,
        {
          code: "corrupt-result",
          hint: "It was changed after the run, or the store lost data. Do not use it.",
        },
      );
    }
    contents.set(name, content);
  }
  const resultText = Buffer.from(contents.get(resultFiles.result) ?? []).toString("utf8");
  const parsed = parseJson(result, resultText, "result");
  contents.set(resultFiles.manifest, manifestText);
  for (const [name, content] of contents) {
    await mkdir(path.dirname(fileOf(name)), { recursive: true });
    await writeFile(fileOf(name), content);
  }
  return { uri, directory, manifest: listed, result: parsed };
}

function fileBelow(directory: string, name: string): string {
  const file = path.join(directory, name);
  if (file.startsWith(directory + path.sep)) return file;
  throw new GeosBenchError(`The manifest names "${name}", which leaves its folder.`, {
    code: "corrupt-result",
  });
}
