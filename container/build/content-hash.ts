import { createHash } from "node:crypto";

// 48 bits: an image tag that people can still read, with no chance of two recipes meeting.
const hexDigits = 12;

/**
 * A short hash of named inputs. Every part goes in with its length, so that no two different sets of inputs give the
 * same bytes; the order of the keys does not count.
 */
export function contentHash(parts: Readonly<Record<string, string | Uint8Array>>): string {
  const hash = createHash("sha256");
  for (const key of Object.keys(parts).sort()) {
    const value = Buffer.from(parts[key] ?? "");
    hash.update(`${key.length}:${key}${value.length}:`).update(value);
  }
  return hash.digest("hex").slice(0, hexDigits);
}
