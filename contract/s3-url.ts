import { GeosBenchError } from "./errors.ts";

export interface S3Url {
  readonly bucket: string;
  /** Without leading and trailing slashes; empty for the bucket itself. */
  readonly key: string;
}

/** Amazon S3 user guide, "General purpose bucket naming rules". */
const bucketName = /^(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9](?!.*\.\.)[a-z0-9.-]{1,61}[a-z0-9]$/;

/** Throws {@link GeosBenchError} `malformed-s3-url`. */
export function parseS3Url(text: string): S3Url {
  const [, bucket, rest] = /^s3:\/\/([^/]*)(.*)$/s.exec(text) ?? [];
  if (bucket === undefined || rest === undefined) throw malformed(text, "write s3://bucket/prefix");
  if (!bucketName.test(bucket)) {
    throw malformed(
      text,
      `"${bucket}" is not a bucket name (3 to 63 lower-case letters, digits, hyphens and dots)`,
    );
  }
  const key = rest.replaceAll(/^\/+|\/+$/g, "");
  const segments = key.split("/");
  if (key !== "" && segments.some((segment) => segment === "" || segment === "." || segment === "..")) {
    throw malformed(text, "empty, . and .. path segments make keys that other tools cannot address");
  }
  // Control characters would break every log line that names the object.
  if (/\p{Cc}/u.test(key)) throw malformed(text, "control characters are not allowed");
  return { bucket, key };
}

export function joinKey(...parts: string[]): string {
  return parts.filter((part) => part !== "").join("/");
}

function malformed(given: string, why: string): GeosBenchError {
  return new GeosBenchError(`"${given}" is not an S3 URL: ${why}.`, {
    code: "malformed-s3-url",
    hint: "For example s3://my-bucket/results.",
  });
}
