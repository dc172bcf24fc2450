import { clientErrors } from "../client-errors.ts";

/** API reference: up to 128 letters, digits, hyphens and underscores. */
export function checkName(name: string | undefined): string {
  if (name === undefined || !/^[A-Za-z0-9_-]{1,128}$/.test(name))
    throw clientErrors.unsupportedName(name ?? "");
  return name;
}
