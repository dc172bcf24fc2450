import { fieldsPattern } from "./fields-pattern.ts";
import type { FilterPattern } from "./filter-pattern.ts";
import { jsonPattern } from "./json-pattern.ts";
import { patternErrors } from "./pattern-error.ts";
import { expressionPattern, termsPattern } from "./terms-pattern.ts";

/** User guide, "Quotas". */
const mostRegularExpressions = 2;

/**
 * A pattern as the CloudWatch Logs user guide describes them ("Filter pattern syntax for metric filters, subscription
 * filters, filter log events, and Live Tail"), and as the service was seen to take them where that page is silent
 * (docs/batch-facts.md). Throws PatternError.
 */
export function parseFilterPattern(given: string): FilterPattern {
  const pattern = parserOf(given.trim())(given.trim());
  if (pattern.regularExpressions > mostRegularExpressions) throw patternErrors.tooManyExpressions();
  return pattern;
}

function parserOf(text: string): (text: string) => FilterPattern {
  switch (text.charAt(0)) {
    case "{":
      return jsonPattern;
    case "[":
      return fieldsPattern;
    case "%":
      return expressionPattern;
    default:
      return termsPattern;
  }
}
