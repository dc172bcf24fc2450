import { resourceErrors } from "./errors.ts";

/**
 * API reference: up to 128 letters, digits, hyphens and underscores. That the first is a letter or a digit is documented
 * for jobs, and reported for the rest.
 */
export function checkName(name: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/.test(name)) throw resourceErrors.unsupportedName(name);
  return name;
}
