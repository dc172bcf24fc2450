import { takeComparison } from "./comparison.ts";
import { takeCondition, type Condition } from "./condition.ts";
import { eventFields } from "./event-fields.ts";
import type { ExtractedValues, FilterPattern } from "./filter-pattern.ts";
import { patternErrors } from "./pattern-error.ts";
import { PatternReader } from "./pattern-reader.ts";
import { fieldScalar, type Scalar } from "./scalar.ts";

/** One place of the pattern: a name, a condition, both or neither. */
interface Field {
  readonly name?: string | undefined;
  readonly condition?: Condition<Scalar> | undefined;
}

/**
 * [ip, user, ..., status_code = 4*, bytes]: the fields of an event from its beginning, and after "..." from its end.
 * Without "..." the last one takes the rest of the event as it stands. `$name` is extracted of each field with a
 * name, `$3` of the third where it has none.
 */
export function fieldsPattern(text: string): FilterPattern {
  if (!text.endsWith("]") || text === "[") throw patternErrors.open("[", "]");
  const { front, back, regularExpressions } = parse(new PatternReader(text.slice(1, -1)));
  return {
    kind: "fields",
    regularExpressions,
    match(message) {
      const values = valuesOf(message, front.length, back?.length);
      if (!values) return undefined;
      const extracted: Record<string, string> = {};
      for (const [at, value] of values.entries()) {
        const field = front[at] ?? back?.[at - (values.length - back.length)];
        if (field?.condition && !field.condition(fieldScalar(value))) return undefined;
        extracted[`$${field?.name ?? at + 1}`] = value;
      }
      return extracted satisfies ExtractedValues;
    },
  };
}

/** `undefined` when the event has too few; `back` is there when the pattern has "...". */
function valuesOf(message: string, front: number, back: number | undefined): string[] | undefined {
  const fields = eventFields(message);
  if (fields.length < front + (back ?? 0)) return undefined;
  const values = fields.map(({ value }) => value);
  if (back !== undefined || fields.length === front) return values;
  return [...values.slice(0, front - 1), message.slice(fields[front - 1]?.start)];
}

interface Parsed {
  readonly front: readonly Field[];
  /** Those after "...". */
  readonly back: readonly Field[] | undefined;
  readonly regularExpressions: number;
}

function parse(reader: PatternReader): Parsed {
  const front: Field[] = [];
  let back: Field[] | undefined;
  let regularExpressions = 0;
  const names = new Set<string>();
  reader.skipSpace();
  // "[]" is all events, with all of their fields.
  if (reader.atEnd) return { front, back: [], regularExpressions };
  do {
    reader.skipSpace();
    if (reader.take(/\.\.\.(?=\s*(?:,|$))/y) !== undefined) {
      if (back) throw patternErrors.duplicate("...");
      back = [];
      reader.skipSpace();
      continue;
    }
    const field = takeField(reader, () => (regularExpressions += 1));
    if (field.name !== undefined && names.has(field.name)) throw patternErrors.duplicate(field.name);
    if (field.name !== undefined) names.add(field.name);
    (back ?? front).push(field);
  } while (reader.takeWord(",") !== undefined);
  if (!reader.atEnd) throw reader.unexpected("',', &&, || or the end");
  return { front, back, regularExpressions };
}

function takeField(reader: PatternReader, onRegularExpression: () => void): Field {
  if (/^(?:,|$)/.test(reader.rest)) return {};
  let name: string | undefined;
  let isCondition = false;
  const condition = takeCondition(reader, (): Condition<Scalar> => {
    const found = takeName(reader);
    if (name !== undefined && name !== found) throw patternErrors.twoNames(name, found);
    const isFirst = name === undefined;
    name = found;
    reader.skipSpace();
    if (isFirst && /^(?:,|$)/.test(reader.rest)) return () => true;
    isCondition = true;
    const comparison = takeComparison(reader, (operand) =>
      patternErrors.malformed(`${operand} is no number, which <, >, <= and >= compare with.`),
    );
    if (comparison.hasRegularExpression) onRegularExpression();
    return (value) => comparison.holds(value) !== comparison.isNegated;
  });
  return { name, condition: isCondition ? condition : undefined };
}

function takeName(reader: PatternReader): string {
  reader.skipSpace();
  const word = reader.take(/[\p{L}\p{N}_.-]+/uy);
  if (word === undefined && !/^[^\s=<>!&|(),]/.test(reader.rest))
    throw reader.unexpected("The name of a field");
  if (word === undefined || !/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(word)) {
    throw patternErrors.characters(word ?? reader.next);
  }
  return word;
}
