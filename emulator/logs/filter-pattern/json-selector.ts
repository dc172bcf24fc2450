import { childrenOf, isObject } from "./json-event.ts";
import { patternErrors } from "./pattern-error.ts";
import type { PatternReader } from "./pattern-reader.ts";

/** Every element of an array, or every member of an object. */
const wildcard = Symbol("wildcard");

type Step = string | number | typeof wildcard;

/** Where in a JSON event the values are that a condition is about. */
export interface Selector {
  readonly hasWildcard: boolean;
  /** All that is there, in order: none or one without a wildcard. */
  readonly select: (event: unknown) => readonly unknown[];
  /** Whether there is something where the wildcard begins. */
  readonly reaches: (event: unknown) => boolean;
}

/** User guide: $.name, $.a.b-c, $.a[0], $.a[*], $.*, $.['a.b']; at most one wildcard. */
export function takeSelector(reader: PatternReader): Selector {
  reader.skipSpace();
  if (reader.take(/\$/y) === undefined) throw reader.unexpected("A property selector, as $.name,");
  if (reader.take(/\./y) === undefined) throw patternErrors.characters(`$${reader.next}`);
  const steps: Step[] = [takeMember(reader, "$.")];
  for (;;) {
    if (reader.take(/\./y) !== undefined) steps.push(takeMember(reader, "."));
    else if (reader.next === "[") steps.push(takeBracket(reader));
    else break;
  }
  const wildcards = steps.filter((step) => step === wildcard).length;
  if (wildcards > 1) throw patternErrors.tooManyWildcards();
  if (!/^(?:$|[\s=!<>)}&|])/.test(reader.rest)) throw patternErrors.characters(reader.next);
  const before = wildcards === 0 ? steps : steps.slice(0, steps.indexOf(wildcard));
  return {
    hasWildcard: wildcards === 1,
    select: (event) => follow(event, steps),
    reaches: (event) => follow(event, before).length > 0,
  };
}

function takeMember(reader: PatternReader, before: string): Step {
  if (reader.take(/\*/y) !== undefined) return wildcard;
  if (reader.next === "[") return takeName(reader, before);
  const name = reader.take(/[\p{L}\p{N}_-]+/uy);
  if (name === undefined) throw patternErrors.characters(`${before}${reader.next}`);
  return name;
}

function takeBracket(reader: PatternReader): Step {
  if (reader.take(/\[\*\]/y) !== undefined) return wildcard;
  const index = reader.take(/\[\d+\]/y);
  if (index === undefined) return takeName(reader, "");
  const at = Number(index.slice(1, -1));
  if (!Number.isSafeInteger(at)) throw patternErrors.malformed(`${index} is beyond any array.`);
  return at;
}

/** ['a.b']: a name in single quotes. */
function takeName(reader: PatternReader, before: string): string {
  const name = reader.take(/\['[^']+'\]/y);
  if (name !== undefined) return name.slice(2, -2);
  const begun = reader.take(/\['?/y) ?? "";
  throw patternErrors.characters(`${before}${begun}${reader.next}`);
}

function follow(event: unknown, steps: readonly Step[]): readonly unknown[] {
  let found: readonly unknown[] = [event];
  for (const step of steps) found = found.flatMap((value) => stepInto(value, step));
  return found;
}

function stepInto(value: unknown, step: Step): readonly unknown[] {
  if (step === wildcard) return childrenOf(value);
  if (typeof step === "number") return Array.isArray(value) && step < value.length ? [value[step]] : [];
  return isObject(value) && Object.hasOwn(value, step) ? [value[step]] : [];
}
