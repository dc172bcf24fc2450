import { existsSync } from "node:fs";
import path from "node:path";
import type { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { fetchResult } from "../../../client/fetch-result.ts";
import { sha256 } from "../../../contract/sha256.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

/** Objects in memory behind the one call that is used. */
function store(objects: Record<string, string>): S3Client {
  const send = async ({ input: { Key = "" } }: GetObjectCommand) => {
    const text = objects[Key];
    if (text === undefined) throw new Error(`NoSuchKey: ${Key}`);
    return { Body: { transformToByteArray: async () => new TextEncoder().encode(text) } };
  };
  return { send } as unknown as S3Client;
}

const manifestOf = (objects: Record<string, string>) =>
  JSON.stringify({
    schema_version: "1.0",
    benchmark_id: "B",
    job_id: "j",
    attempt: 1,
    outcome: "succeeded",
    valid: true,
    created_at: "2026-01-01T00:00:00Z",
    objects: Object.entries(objects).map(([name, text]) => ({
      name,
      bytes: text.length,
      sha256: sha256(text),
    })),
  });

const from = { bucket: "b", prefix: "p" };
const folder = () => path.join(temporaryDirectory("fetch"), "out");

test("a place without a manifest holds no result", async () => {
  const to = folder();
  await expect(fetchResult(store({ "p/results.json": "{}" }), from, to)).rejects.toMatchObject({
    code: "no-result",
  });
  expect(existsSync(to)).toBe(false);
});

test("an object that differs from its manifest is refused, and nothing is written", async () => {
  const to = folder();
  const objects = { "p/manifest.json": manifestOf({ "log.txt": "one" }), "p/log.txt": "two" };
  await expect(fetchResult(store(objects), from, to)).rejects.toMatchObject({
    code: "corrupt-result",
    message: expect.stringContaining("s3://b/p/log.txt is not what the manifest says"),
  });
  expect(existsSync(to)).toBe(false);
});

test.each([
  ["has no results.json", { "log.txt": "one" }, "invalid-result"],
  ["has a results.json that is none", { "results.json": "{}" }, "invalid-result"],
])("a manifest that agrees but %s is refused, and nothing is written", async (_, objects, code) => {
  const to = folder();
  const stored = Object.fromEntries(Object.entries(objects).map(([name, text]) => [`p/${name}`, text]));
  const all = { ...stored, "p/manifest.json": manifestOf(objects) };
  await expect(fetchResult(store(all), from, to)).rejects.toMatchObject({ code });
  expect(existsSync(to)).toBe(false);
});

test("a name that leaves the folder is refused before anything is fetched", async () => {
  const to = folder();
  const objects = { "p/manifest.json": manifestOf({ "log.txt": "x", "../escaped": "x" }) };
  await expect(fetchResult(store(objects), from, to)).rejects.toMatchObject({
    code: "corrupt-result",
    message: expect.stringContaining('"../escaped", which leaves its folder'),
  });
});
