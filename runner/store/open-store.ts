import { join } from "node:path";
import { GeosBenchError } from "../../contract/errors.ts";
import { joinKey, parseS3Url } from "../../contract/s3-url.ts";
import type { AttemptStore } from "./attempt-store.ts";
import { createDirectoryStore } from "./directory-store.ts";

/** Longest key that S3 takes, in bytes of UTF-8. */
const longestKey = 1024;
const longestName = "runs/100/report.json".length + 1;

/** The store below an output path. `attempt` is the contract's attempt prefix. Throws {@link GeosBenchError}. */
export async function openStore(
  outputPath: string,
  attempt: string,
  { env, log }: { env: NodeJS.ProcessEnv; log: (message: string) => void },
): Promise<AttemptStore> {
  const given = outputPath.trim();
  if (given === "") throw notUsable("The output path is empty.");
  if (given.startsWith("Ref::")) {
    throw notUsable(`--output-path is "${given}": the job was submitted without that parameter.`);
  }
  if (/^s3:/i.test(given)) {
    const { bucket, key } = parseS3Url(given);
    const prefix = joinKey(key, attempt);
    if (Buffer.byteLength(prefix) + longestName > longestKey) {
      throw notUsable(`The output path makes keys of more than ${longestKey} bytes.`);
    }
    const [{ createS3Client }, { createS3Store }, sdk] = await Promise.all([
      import("./s3-client.ts"),
      import("./s3-store.ts"),
      import("@aws-sdk/client-s3"),
    ]);
    return createS3Store(sdk, await createS3Client(env), { bucket, key: prefix }, log);
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(given)) {
    throw notUsable(`"${given}" is neither an S3 URL nor a directory.`);
  }
  return createDirectoryStore(join(given, attempt));
}

const notUsable = (message: string) =>
  new GeosBenchError(message, {
    code: "output-path-not-usable",
    hint: "Give --output-path s3://bucket/prefix or a directory (AWS Batch: parameter outputPath).",
  });
