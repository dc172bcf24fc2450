import { resourceErrors } from "./errors.ts";

/** "A list of up to 100 …" (API reference, every Describe operation). */
export function checkListLength(kind: string, names: readonly string[] | undefined): void {
  // The two spaces are AWS's, in its text for jobs; the others follow it.
  if (names && names.length > 100)
    throw resourceErrors.invalid(`Maximum number of ${kind} supported is  100`);
}
