import { resourceErrors } from "./errors.ts";

/** API reference: up to 128 letters, digits, hyphens and underscores. */
export function checkName(name: string): string {
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(name)) throw resourceErrors.unsupportedName(name);
  return name;
}
