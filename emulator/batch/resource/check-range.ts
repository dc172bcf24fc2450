import { resourceErrors } from "./errors.ts";

/** A whole number within limits, both included; what is not given passes. */
export function checkRange(member: string, value: number | undefined, least: number, most: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return;
  throw resourceErrors.invalid(`${member} must be between ${least} and ${most}, given ${value}`);
}
