import { takeComparison, type Comparison } from "./comparison.ts";
import { takeCondition, type Condition } from "./condition.ts";
import type { FilterPattern } from "./filter-pattern.ts";
import { parseJsonEvent, scalarOf } from "./json-event.ts";
import { takeSelector, type Selector } from "./json-selector.ts";
import { patternErrors } from "./pattern-error.ts";
import { PatternReader } from "./pattern-reader.ts";

/** User guide, "Quotas": wildcards of all selectors of a pattern. */
const mostWildcards = 3;

/** { $.level = "ERROR" && $.ms > 5 }. Only whole JSON objects match; nothing is extracted, as the user guide says. */
export function jsonPattern(text: string): FilterPattern {
  if (!text.endsWith("}")) throw patternErrors.open("{", "}");
  const reader = new PatternReader(text.slice(1, -1));
  let regularExpressions = 0;
  let wildcards = 0;
  const condition = takeCondition(reader, (): Condition<unknown> => {
    const selector = takeSelector(reader);
    if (selector.hasWildcard) wildcards += 1;
    const named = takeNamed(reader, selector);
    if (named) return named;
    if (comparesNull.test(reader.rest)) throw patternErrors.malformed("NULL is compared with IS NULL.");
    const comparison = takeComparison(reader, patternErrors.characters);
    if (comparison.hasRegularExpression) regularExpressions += 1;
    return (event) => compare(event, selector, comparison);
  });
  reader.skipSpace();
  if (!reader.atEnd) throw reader.unexpected("&&, || or the end");
  if (wildcards > mostWildcards) {
    throw patternErrors.malformed(`It has ${wildcards} wildcard selectors, and may have ${mostWildcards}.`);
  }
  return {
    kind: "json",
    regularExpressions,
    match(message) {
      const event = parseJsonEvent(message);
      return event && condition(event) ? {} : undefined;
    },
  };
}

/** The service takes null for no text unless it is quoted. */
const comparesNull = /^!?=\s*null\s*(?:$|[)&|])/i;

const isNull = (value: unknown) => value === null;

/** IS NULL, IS TRUE, IS FALSE and NOT EXISTS, in letters of either case. */
function takeNamed(reader: PatternReader, selector: Selector): Condition<unknown> | undefined {
  reader.skipSpace();
  const { select, hasWildcard } = selector;
  if (reader.take(/not\s+exists\b/iy) !== undefined) return (event) => select(event).length === 0;
  if (reader.take(/is\b/iy) === undefined) return undefined;
  reader.skipSpace();
  const word = reader.take(/\w+/y) ?? "";
  switch (word.toUpperCase()) {
    case "TRUE":
      return (event) => select(event).includes(true);
    case "FALSE":
      return (event) => select(event).includes(false);
    case "NULL":
      // Recorded of the service: an array with a null in it is meant too, where the selector names it.
      return (event) =>
        select(event).some(
          (value) => isNull(value) || (!hasWildcard && Array.isArray(value) && value.some(isNull)),
        );
    default:
      throw patternErrors.characters(word === "" ? reader.next : word);
  }
}

/**
 * What is not there, or no string or number, is neither equal nor unequal. With a wildcard "!=" means that no value
 * is equal, if there is something that the wildcard is applied to (recorded of the service).
 */
function compare(event: unknown, selector: Selector, { isNegated, applies, holds }: Comparison): boolean {
  const values = selector.select(event).flatMap((value) => scalarOf(value) ?? []);
  if (!isNegated) return values.some((value) => applies(value) && holds(value));
  if (selector.hasWildcard) return selector.reaches(event) && !values.some(holds);
  return values.some((value) => applies(value) && !holds(value));
}
