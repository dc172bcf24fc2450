import { hclFunctions, type HclFunctions } from "./hcl-functions.ts";

/** What a name in an expression means: `["aws_iam_role", "job", "arn"]` → a value. Throws {@link Unresolvable}. */
export type Lookup = (path: readonly (string | number)[]) => unknown;

/** An expression that can only be known from AWS, or that this reader does not understand. */
export class Unresolvable extends Error {}

/**
 * Evaluates a string of Terraform JSON: text with `${…}` in it. A string that is one `${…}` and nothing else has the
 * value's own type, as in Terraform. Understood: references, literals, lists, objects and a few functions; that is
 * what CDKTF writes. Everything else throws, so that nothing is passed on unresolved.
 */
export function evaluateTemplate(
  text: string,
  lookup: Lookup,
  functions: HclFunctions = hclFunctions,
): unknown {
  return new Reader(text, lookup, functions).template("");
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** Recursive descent over HCL's expression grammar (hashicorp/hcl, hclsyntax/spec.md). */
class Reader {
  readonly #text: string;
  readonly #lookup: Lookup;
  readonly #functions: HclFunctions;
  #at = 0;

  constructor(text: string, lookup: Lookup, functions: HclFunctions) {
    this.#text = text;
    this.#lookup = lookup;
    this.#functions = functions;
  }

  /** Up to `end` ("" for the end of the text, a quote inside an expression, where backslashes escape). */
  template(end: string): unknown {
    const parts: unknown[] = [];
    let literal = "";
    const flush = () => {
      if (literal !== "") parts.push(literal);
      literal = "";
    };
    while (!this.#done(end)) {
      if (this.#take("$${")) literal += "${";
      else if (this.#take("%%{")) literal += "%{";
      else if (this.#take("${")) {
        flush();
        parts.push(this.#expression());
        this.#expect("}");
      } else if (this.#text.startsWith("%{", this.#at)) throw this.#fault("template directives");
      else literal += end === '"' && this.#take("\\") ? this.#escape() : this.#text[this.#at++];
    }
    flush();
    if (parts.length === 0) return "";
    return parts.length === 1 ? parts[0] : parts.map((part) => this.#asText(part)).join("");
  }

  #expression(): unknown {
    const value = this.#primary();
    this.#space();
    // What may follow a whole expression; anything else is an operator.
    if (this.#at < this.#text.length && !"}]),\n".includes(this.#text[this.#at] ?? ""))
      throw this.#fault("operators");
    return value;
  }

  #primary(): unknown {
    this.#space();
    if (this.#take('"')) {
      const value = this.template('"');
      this.#expect('"');
      return value;
    }
    if (this.#take("[")) return this.#sequence("]", () => this.#expression());
    if (this.#take("{")) return Object.fromEntries(this.#sequence("}", () => this.#entry()));
    if (this.#take("(")) {
      const value = this.#expression();
      this.#expect(")");
      return value;
    }
    const number = this.#match(/-?\d+(\.\d+)?([eE][+-]?\d+)?/y);
    if (number !== undefined) return Number(number);
    const name = this.#match(/[A-Za-z_][\w-]*/y);
    if (name === undefined) throw this.#fault("this expression");
    if (name === "true" || name === "false") return name === "true";
    if (name === "null") return null;
    if (this.#take("(")) return this.#call(name);
    return this.#lookup([name, ...this.#traversal()]);
  }

  #traversal(): (string | number)[] {
    const path: (string | number)[] = [];
    for (;;) {
      if (this.#take("[")) {
        const key = this.#expression();
        this.#expect("]");
        path.push(typeof key === "number" ? key : String(key));
        continue;
      }
      const step = this.#match(/\.[\w-]+/y);
      if (step === undefined) return path;
      path.push(/^\.\d+$/.test(step) ? Number(step.slice(1)) : step.slice(1));
    }
  }

  #call(name: string): unknown {
    const call = Object.hasOwn(this.#functions, name) ? this.#functions[name] : undefined;
    if (!call) throw this.#fault(`the function ${name}`);
    return call(...this.#sequence(")", () => this.#expression()));
  }

  #entry(): [string, unknown] {
    this.#space();
    const bare = this.#match(/[A-Za-z_][\w-]*(?=\s*[=:])/y);
    const key = bare ?? String(this.#primary());
    this.#space();
    if (!this.#take("=")) this.#expect(":");
    return [key, this.#expression()];
  }

  #sequence<Item>(end: string, item: () => Item): Item[] {
    const items: Item[] = [];
    for (;;) {
      this.#space();
      if (this.#take(end)) return items;
      items.push(item());
      this.#space();
      if (!this.#take(",") && !this.#text.startsWith(end, this.#at)) throw this.#fault("this expression");
    }
  }

  #escape(): string {
    const unicode = this.#match(/u[0-9a-fA-F]{4}/y);
    if (unicode !== undefined) return String.fromCharCode(Number.parseInt(unicode.slice(1), 16));
    const character = this.#text[this.#at++] ?? "";
    const escaped = escapes[character];
    if (escaped === undefined) throw this.#fault(`the escape \\${character}`);
    return escaped;
  }

  #asText(value: unknown): string {
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
      return String(value);
    throw new Unresolvable(`A ${value === null ? "null" : typeof value} cannot stand inside a text`);
  }

  #done(end: string): boolean {
    if (this.#at >= this.#text.length) {
      if (end === "") return true;
      throw this.#fault("an unfinished string");
    }
    return end !== "" && this.#text.startsWith(end, this.#at);
  }

  #space(): void {
    this.#match(/\s+/y);
  }

  #take(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #expect(text: string): void {
    this.#space();
    if (!this.#take(text)) throw this.#fault("this expression");
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #fault(what: string): Unresolvable {
    return new Unresolvable(`Not evaluated here: ${what} (at character ${this.#at + 1})`);
  }
}
