import type { HeadObjectCommandOutput } from "@aws-sdk/client-s3";

/** What a bucket says of an object's content, in hexadecimal. */
export interface ObjectProof {
  readonly algorithm: "sha256" | "md5" | "crc32";
  readonly digest: string;
}

/**
 * The strongest proof that a HEAD gives of the whole object; `undefined` when it gives none that can be computed
 * here. An ETag is the MD5 of what was uploaded in one part and not encrypted with a key of KMS or of the customer
 * (S3 API reference, "Object"); one of several parts ends in their number. Checksums of parts are no checksum of the
 * whole.
 */
export function proofOf(head: Partial<HeadObjectCommandOutput>): ObjectProof | undefined {
  const isWhole = (value: string | undefined): value is string =>
    value !== undefined && !value.includes("-") && head.ChecksumType !== "COMPOSITE";
  const hex = (base64: string) => Buffer.from(base64, "base64").toString("hex");
  if (isWhole(head.ChecksumSHA256)) return { algorithm: "sha256", digest: hex(head.ChecksumSHA256) };
  const [, md5] = /^"?([0-9a-f]{32})"?$/.exec(head.ETag ?? "") ?? [];
  const isPlain = !head.SSECustomerAlgorithm && !head.ServerSideEncryption?.startsWith("aws:kms");
  if (md5 !== undefined && isPlain) return { algorithm: "md5", digest: md5 };
  if (isWhole(head.ChecksumCRC32)) return { algorithm: "crc32", digest: hex(head.ChecksumCRC32) };
  return undefined;
}
