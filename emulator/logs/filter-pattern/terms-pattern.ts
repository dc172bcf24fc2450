import type { FilterPattern } from "./filter-pattern.ts";
import { patternErrors } from "./pattern-error.ts";
import { PatternReader } from "./pattern-reader.ts";
import { takeRegularExpression } from "./regular-expression.ts";

/**
 * ERROR -"no space" ?WARN, for unstructured lines: all plain and quoted terms occur, none of those with "-", and at least one of
 * those with "?" if there are no others; beside others, those with "?" mean nothing (user guide).
 */
export function termsPattern(text: string): FilterPattern {
  const reader = new PatternReader(text);
  const terms = { "": [] as string[], "-": [] as string[], "?": [] as string[] };
  while (!reader.atEnd) {
    const sign = reader.takeWord("-", "?") ?? "";
    reader.skipSpace();
    terms[sign].push(takeTerm(reader));
    reader.skipSpace();
  }
  const { "": all, "-": none, "?": any } = terms;
  const needsAny = all.length === 0 && none.length === 0 && any.length > 0;
  return {
    kind: "terms",
    regularExpressions: 0,
    match(message) {
      const occurs = (term: string) => message.includes(term);
      return all.every(occurs) && !none.some(occurs) && (!needsAny || any.some(occurs)) ? {} : undefined;
    },
  };
}

/** %AUTH.*%: a regular expression by itself. */
export function expressionPattern(text: string): FilterPattern {
  const reader = new PatternReader(text);
  const expression = takeRegularExpression(reader);
  if (!expression || !reader.atEnd) throw patternErrors.characters(reader.next);
  return {
    kind: "terms",
    regularExpressions: 1,
    match: (message) => (expression(message) ? {} : undefined),
  };
}

/** A bare term ends where "-" or "?" begins the next one: the service takes a-b for a, and not b. */
function takeTerm(reader: PatternReader): string {
  const quoted = reader.takeQuoted();
  if (quoted !== undefined) {
    if (!/^(?:$|[\s?-])/.test(reader.rest)) throw reader.unexpected("A space after the closing quote");
    return quoted;
  }
  const bare = reader.take(/[\p{L}\p{N}_.]+/uy);
  if (bare === undefined && reader.atEnd) throw reader.unexpected("A term after its sign");
  if (bare === undefined || !/^(?:$|[\s?-])/.test(reader.rest)) throw patternErrors.characters(reader.next);
  return bare;
}
