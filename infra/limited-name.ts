import { sha256 } from "../contract/sha256.ts";

/** A name of at most `length` characters: a longer one ends in a hash of all of it, so that two never become one. */
export function limitedName(name: string, length: number): string {
  return name.length <= length ? name : `${name.slice(0, length - 9)}-${sha256(name).slice(0, 8)}`;
}
