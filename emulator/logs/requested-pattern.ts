import { z } from "zod";
import type { FilterPattern } from "./filter-pattern/filter-pattern.ts";
import { parseFilterPattern } from "./filter-pattern/parse-filter-pattern.ts";
import { PatternError } from "./filter-pattern/pattern-error.ts";
import { logsErrors } from "./logs-error.ts";

/** API reference, FilterPattern. */
export const filterPatternText = z.string().max(1024);

/** The pattern of a request. `name` is the service's for it, in the error about one that is not valid. */
export function requestedPattern(
  text: string,
  name: "filter pattern" | "metric filter pattern",
): FilterPattern {
  try {
    return parseFilterPattern(text);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    throw logsErrors.invalid(error.isOfService ? error.message : `Invalid ${name}: ${error.message}`);
  }
}
