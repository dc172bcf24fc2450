import { RE2JS, RE2JSException } from "re2js";
import { patternErrors } from "./pattern-error.ts";
import type { PatternReader } from "./pattern-reader.ts";

/** Whether a text has a match somewhere in it. */
export type RegularExpression = (text: string) => boolean;

/** User guide, "Supported regular expressions (regex) syntax"; the space is in its examples. */
const allowed = /[A-Za-z0-9 :_#=@/;,\-^$?[\]{}|\\*+.]*/y;

/**
 * Most repetitions that an expression may be made of when its counts are written out. AWS's own limit is not known. At
 * worst, 900 of them took 4 s through an event of 256 KiB, on a machine with two cores.
 */
const mostRepetitions = 1000;

/**
 * An expression between percent signs; `undefined` where none begins. It is searched by RE2's algorithm, whose time is
 * linear in the text. What the service allows has no groups, so that JavaScript's engine would not take exponential
 * time; but "a*a*a*a*b" keeps it for more than a minute over 2,000 letters, and a pattern has room for 500 stars.
 */
export function takeRegularExpression(reader: PatternReader): RegularExpression | undefined {
  if (reader.take(/%/y) === undefined) return undefined;
  const text = reader.take(allowed) ?? "";
  const following = reader.next;
  if (following === "") throw patternErrors.open("%", "%");
  if (following !== "%" || text === "") throw patternErrors.characters(`%${text}${following}`);
  reader.take(/%/y);
  return compile(text);
}

/** An escape, a class of characters, or a count: the parts that mean something as a whole. */
const parts = /\\(x[0-9A-Fa-f]{2}|.)|\[\^?\]?(?:\\.|[^\]\\])*\]|\{(\d*)(,\d*)?\}/g;

function compile(given: string): RegularExpression {
  let repetitions = 0;
  const text = given.replaceAll(parts, (part: string, escape?: string, from?: string, to?: string) => {
    // The service names these escapes and no others; most letters mean something else to RE2.
    if (escape !== undefined && !/^(?:[dDsSwWtn]|x..|[^A-Za-z0-9])$/.test(escape))
      throw patternErrors.notCompiled();
    if (from === undefined || from + (to ?? "") === "") return part;
    repetitions += Math.max(Number(from), Number(to?.slice(1) ?? 0));
    // A count without its beginning is a text to RE2.
    return from === "" ? `{0${to}}` : part;
  });
  if (repetitions > mostRepetitions) {
    throw patternErrors.malformed(
      `The counts in %${given}% add up to ${repetitions} repetitions; the local CloudWatch Logs takes at most ${mostRepetitions}.`,
    );
  }
  try {
    const expression = RE2JS.compile(text);
    return (searched) => expression.test(searched);
  } catch (error) {
    if (error instanceof RE2JSException) throw patternErrors.notCompiled();
    throw error;
  }
}
