import { GeosBenchError } from "../contract/errors.ts";

/** `s3://bucket/some/prefix` → bucket and prefix (without a slash at its end). */
export function splitS3Uri(uri: string): { bucket: string; prefix: string } {
  const [, bucket, prefix = ""] = /^s3:\/\/([^/]+)\/?(.*?)\/*$/.exec(uri) ?? [];
  if (bucket) return { bucket, prefix };
  throw new GeosBenchError(`"${uri}" is not an S3 location.`, {
    code: "bad-option",
    hint: "Write s3://bucket/prefix.",
  });
}
