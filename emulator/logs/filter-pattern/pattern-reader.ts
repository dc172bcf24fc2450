import { patternErrors, type PatternError } from "./pattern-error.ts";

/** A place in a pattern, for the parsers of its parts. */
export class PatternReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.#at === this.#text.length;
  }

  /** The character here, whole; "" at the end. */
  get next(): string {
    return this.atEnd ? "" : String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0);
  }

  /** What is left of the pattern. */
  get rest(): string {
    return this.#text.slice(this.#at);
  }

  /** Goes over what the expression, which has to be sticky, matches here; `undefined` where it does not. */
  take(expression: RegExp): string | undefined {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  skipSpace(): void {
    this.take(/\s*/y);
  }

  /** The same for one of several words, of which longer ones stand first, and the space before it. */
  takeWord<Word extends string>(...words: readonly Word[]): Word | undefined {
    this.skipSpace();
    const found = words.find((word) => this.#text.startsWith(word, this.#at));
    this.#at += found?.length ?? 0;
    return found;
  }

  /** A text in double quotes, without them; `undefined` where none begins. */
  takeQuoted(): string | undefined {
    if (this.next !== '"') return undefined;
    const found = this.take(/"(?:[^"\\]|\\.)*"/sy);
    if (found === undefined || found === '""') throw patternErrors.characters(found ?? this.rest);
    return found.slice(1, -1).replaceAll(/\\(.)/gs, "$1");
  }

  /** What to throw where the pattern does not go on as it should. */
  unexpected(expected: string): PatternError {
    const found = this.atEnd ? "the pattern ends" : `there is '${this.rest.slice(0, 20)}'`;
    return patternErrors.malformed(`${expected} is expected where ${found}.`);
  }
}
