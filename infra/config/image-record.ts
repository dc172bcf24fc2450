import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { z } from "zod";
import { keepFile } from "../../contract/keep-file.ts";
import { parseJson } from "../../contract/parse-json.ts";

export const imageDigest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/, "is not sha256: and 64 hexadecimal digits");

/** What `gcbench image push` pushed for an environment. */
const imageRecord = z.strictObject({
  repository: z.string(),
  tag: z.string(),
  digest: imageDigest.describe("Of the index that names an image for each platform."),
  platforms: z.array(
    z.strictObject({
      platform: z.enum(["linux/arm64", "linux/amd64"]),
      digest: imageDigest,
      bytes: z.int().describe("What a pull transfers at most: compressed layers and configuration."),
    }),
  ),
  recordedAt: z.iso.datetime(),
});
export type ImageRecord = z.output<typeof imageRecord>;

const suffix = ".image.json";

/**
 * `infra/config/default.json` → `infra/config/default.image.json`: a file of its own, so that no program edits what
 * people write.
 */
const imageRecordFile = (environmentFile: string): string =>
  `${environmentFile.replace(/\.json$/, "")}${suffix}`;

export const isImageRecord = (file: string): boolean => file.endsWith(suffix);

/** The record that belongs to an environment's file, or `undefined` before the first push. */
export function readImageRecord(environmentFile: string): ImageRecord | undefined {
  const file = imageRecordFile(environmentFile);
  return existsSync(file) ? parseJson(imageRecord, readFileSync(file, "utf8"), "imageRecord") : undefined;
}

/** Writes it whole or not at all; resolves to the file. */
export async function writeImageRecord(environmentFile: string, record: ImageRecord): Promise<string> {
  const file = imageRecordFile(environmentFile);
  await keepFile(file, (partial) => writeFile(partial, `${JSON.stringify(record, null, 2)}\n`));
  return file;
}
