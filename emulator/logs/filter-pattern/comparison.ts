import { compareDecimals, parseDecimal, type Decimal } from "./decimal.ts";
import { patternErrors } from "./pattern-error.ts";
import type { PatternReader } from "./pattern-reader.ts";
import { takeRegularExpression } from "./regular-expression.ts";
import type { Scalar } from "./scalar.ts";

/** An operator with what stands to its right. */
export interface Comparison {
  /** "!=": what is meant is that `holds` is false, of all values where there are several. */
  readonly isNegated: boolean;
  readonly hasRegularExpression: boolean;
  /** Whether a value can be compared at all. One that cannot is neither equal nor unequal. */
  readonly applies: (value: Scalar) => boolean;
  /** For "!=", whether the value is equal. */
  readonly holds: (value: Scalar) => boolean;
}

const orders = {
  "<": (order: number) => order < 0,
  ">": (order: number) => order > 0,
  "<=": (order: number) => order <= 0,
  ">=": (order: number) => order >= 0,
} as const;

type Equals = Pick<Comparison, "applies" | "holds">;
const always = () => true;

/** `refuse`: what the service says of an operand that has no order. */
export function takeComparison(reader: PatternReader, refuse: (operand: string) => Error): Comparison {
  const operator = reader.takeWord("!=", "<=", ">=", "=", "<", ">");
  if (operator === undefined) throw reader.unexpected("One of the operators =, !=, <, >, <=, >=");
  reader.skipSpace();
  const [equals, written, isExpression] = takeOperand(reader);
  if (operator === "=" || operator === "!=") {
    return { isNegated: operator === "!=", hasRegularExpression: isExpression, ...equals };
  }
  const number = parseDecimal(written);
  if (!number) throw refuse(written);
  const inOrder = orders[operator];
  return {
    isNegated: false,
    hasRegularExpression: false,
    applies: always,
    holds: (value) => value.number !== undefined && inOrder(compareDecimals(value.number, number)),
  };
}

/** How equality with it is decided; as it is written; whether it is a regular expression. */
function takeOperand(reader: PatternReader): [Equals, string, boolean] {
  const expression = takeRegularExpression(reader);
  if (expression) return [{ applies: always, holds: ({ text }) => expression(text) }, "%", true];
  const quoted = reader.takeQuoted();
  if (quoted !== undefined) return [wildcard(quoted), `"${quoted}"`, false];
  const bare = reader.take(/[\p{L}\p{N}_.*+-]+/uy);
  if (bare === undefined) {
    if (/^[^\s"'=<>!&|(){}[\],]/u.test(reader.rest)) throw patternErrors.characters(reader.next);
    throw reader.unexpected('A value ("text", text*, 1.5 or %expression%)');
  }
  // What ends a value, in either kind of pattern.
  if (!/^(?:$|[\s)}\],&|])/.test(reader.rest)) throw patternErrors.characters(reader.next);
  const number = parseDecimal(bare);
  if (number) return [equalNumber(bare, number), bare, false];
  if (/^[+-]?[\d.]+e[+-]?\d+$/i.test(bare)) {
    throw patternErrors.malformed(`${bare} is beyond the numbers that can be compared.`);
  }
  return [wildcard(bare), `"${bare}"`, false];
}

function equalNumber(written: string, number: Decimal): Equals {
  return {
    // A number beyond a double is neither equal to one nor unequal.
    applies: (value) => value.kind !== "number" || value.number !== undefined,
    holds: (value) =>
      value.kind === "text" || !value.number
        ? value.text === written
        : compareDecimals(value.number, number) === 0,
  };
}

/** An asterisk is any text at the beginning or the end, and itself in between (user guide, 2023, "STRING"). */
function wildcard(given: string): Equals {
  const [starts, ends] = [given.startsWith("*"), given.length > 1 && given.endsWith("*")];
  const part = given.slice(starts ? 1 : 0, ends ? -1 : undefined);
  const holds = ({ text }: Scalar): boolean => {
    if (starts && ends) return text.includes(part);
    if (starts) return text.endsWith(part);
    return ends ? text.startsWith(part) : text === part;
  };
  return { applies: always, holds };
}
