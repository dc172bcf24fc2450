import * as fc from "fast-check";
import { expect, test } from "vitest";
import { matched } from "./matched.ts";

/** A pattern as a tree, which is printed for the parser, and evaluated here by another way. */
type Tree =
  | { readonly kind: "all" | "any"; readonly parts: readonly Tree[] }
  | { readonly kind: "text"; readonly key: string; readonly operator: "=" | "!="; readonly text: string }
  | { readonly kind: "number"; readonly key: string; readonly operator: Operator; readonly number: number }
  | { readonly kind: "null" | "true" | "missing"; readonly key: string };

const operators = {
  "=": (a: number, b: number) => a === b,
  "!=": (a: number, b: number) => a !== b,
  "<": (a: number, b: number) => a < b,
  ">": (a: number, b: number) => a > b,
  "<=": (a: number, b: number) => a <= b,
  ">=": (a: number, b: number) => a >= b,
};
type Operator = keyof typeof operators;
type Event = Readonly<Record<string, unknown>>;

const key = fc.constantFrom("a", "b", "c-d");
/** Not numbers, which would also be compared with the texts of numbers. */
const word = fc.string({
  unit: fc.constantFrom("x", "y", '"', "\\", " ", "é", "}", "&"),
  minLength: 1,
  maxLength: 3,
});
const number = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(0.5, -1.25, 1e-7, 1e21));

const leaf: fc.Arbitrary<Tree> = fc.oneof(
  fc.record({ kind: fc.constant("text"), key, operator: fc.constantFrom("=", "!="), text: word }),
  fc.record({
    kind: fc.constant("number"),
    key,
    operator: fc.constantFrom(...(Object.keys(operators) as Operator[])),
    number,
  }),
  fc.record({ kind: fc.constantFrom("null", "true", "missing"), key }),
);
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc.record({
      kind: fc.constantFrom("all", "any"),
      parts: fc.array(tie("tree"), { minLength: 2, maxLength: 3 }),
    }),
  ),
}));
const event = fc.dictionary(
  key,
  fc.oneof(word, number, fc.constantFrom(null, true, false, [], {}, [1])),
) as fc.Arbitrary<Event>;

/** With the parentheses that are needed, and with some that are not. */
function print(node: Tree, within: "all" | "any" | undefined, space: string): string {
  const selector = () => `$.${"key" in node ? node.key : ""}`;
  switch (node.kind) {
    case "all":
    case "any": {
      const sign = node.kind === "all" ? "&&" : "||";
      const text = node.parts.map((part) => print(part, node.kind, space)).join(`${space}${sign}${space}`);
      return within === "all" && node.kind === "any" ? `(${space}${text}${space})` : text;
    }
    case "text":
      return `${selector()}${space}${node.operator}${space}"${node.text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
    case "number":
      return `(${selector()}${space}${node.operator}${space}${node.number})`;
    case "missing":
      return `${selector()} NOT EXISTS`;
    default:
      return `${selector()} IS ${node.kind.toUpperCase()}`;
  }
}

function means(node: Tree, given: Event): boolean {
  if ("parts" in node) {
    const some = node.parts.filter((part) => means(part, given)).length;
    return node.kind === "all" ? some === node.parts.length : some > 0;
  }
  const value = given[node.key];
  switch (node.kind) {
    case "text":
      if (typeof value === "number") return node.operator === "!=";
      return typeof value === "string" && (value === node.text) === (node.operator === "=");
    case "number":
      if (typeof value === "string") return node.operator === "!=";
      return typeof value === "number" && operators[node.operator](value, node.number);
    case "missing":
      return !Object.hasOwn(given, node.key);
    default:
      return node.kind === "null" ? value === null : value === true;
  }
}

test("a JSON pattern that is printed and parsed matches the events that its tree means", () => {
  fc.assert(
    fc.property(tree, fc.array(event, { maxLength: 5 }), fc.constantFrom("", " "), (node, given, space) => {
      const events = given.map((one) => JSON.stringify(one));
      const wanted = given.filter((one) => means(node, one)).map((one) => JSON.stringify(one));
      expect(matched(`{ ${print(node, undefined, space)} }`, events)).toEqual(wanted);
    }),
    { numRuns: 1000 },
  );
});
