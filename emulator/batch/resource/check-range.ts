import { resourceErrors } from "./errors.ts";

/** A whole number within limits, both included; what is not given passes. */
export function checkRange(member: string, value: number | undefined, least: number, most: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return;
  throw resourceErrors.invalid(`${member} must be between ${least} and ${most}, given ${value}`);
}

/** "A list of up to 100 …" (API reference, every Describe operation). */
export function checkListLength(kind: string, names: readonly string[] | undefined): void {
  // The two spaces are AWS's, in its text for jobs; the others follow it.
  if (names && names.length > 100)
    throw resourceErrors.invalid(`Maximum number of ${kind} supported is  100`);
}
