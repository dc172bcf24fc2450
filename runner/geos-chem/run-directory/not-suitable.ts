import { GeosBenchError } from "../../../contract/errors.ts";

/** A run directory that cannot be used as it is. */
export function notSuitable(message: string, hint?: string): GeosBenchError {
  return new GeosBenchError(message, {
    code: "run-directory-not-suitable",
    ...(hint !== undefined && { hint }),
  });
}
