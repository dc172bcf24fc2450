import { readFileSync } from "node:fs";
import type { BenchmarkConfig } from "../../contract/benchmark-config.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { parseBenchmarkConfig } from "../../contract/parse-benchmark-config.ts";
import { parseS3Url } from "../../contract/s3-url.ts";

/** Reads a config given as JSON text, as `s3://bucket/key` or as a file. Throws {@link GeosBenchError}. */
export async function readConfig(
  given: string,
  readObject: (url: { bucket: string; key: string }) => Promise<string>,
): Promise<BenchmarkConfig> {
  return parseBenchmarkConfig(await configText(given.trim(), readObject));
}

async function configText(
  given: string,
  readObject: (url: { bucket: string; key: string }) => Promise<string>,
): Promise<string> {
  if (given === "") throw noConfig("The benchmark config is empty.");
  // AWS Batch leaves a placeholder as it is when the job has no parameter of that name.
  if (given.startsWith("Ref::")) {
    throw noConfig(`--benchmark is "${given}": the job was submitted without that parameter.`);
  }
  if (/^[{["]/.test(given)) return given;
  if (/^s3:/i.test(given)) {
    const { bucket, key } = parseS3Url(given);
    if (key === "") throw noConfig(`"${given}" names a bucket, not a benchmark config in it.`);
    return readObject({ bucket, key });
  }
  try {
    return readFileSync(given, "utf8");
  } catch (cause) {
    throw noConfig(
      `The benchmark config "${shorten(given)}" is neither JSON nor a file that can be read.`,
      cause,
    );
  }
}

const noConfig = (message: string, cause?: unknown) =>
  new GeosBenchError(message, {
    code: "no-benchmark-config",
    hint: "Give --benchmark JSON text, s3://bucket/key or a file (AWS Batch: parameter configJson).",
    cause,
  });

const shorten = (text: string): string => (text.length > 200 ? `${text.slice(0, 197)}...` : text);
