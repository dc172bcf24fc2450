import { numberScalar, textScalar, type Scalar } from "./scalar.ts";

/** A number of a JSON event, as it stands there: 12.0 and 12 are different texts to a pattern. */
class WrittenNumber {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

/** The event as a JSON object; `undefined` when it is something else, which no JSON pattern matches. */
export function parseJsonEvent(message: string): Readonly<Record<string, unknown>> | undefined {
  if (!/^\s*\{/.test(message)) return undefined;
  try {
    return JSON.parse(message, keepNumbers as Parameters<typeof JSON.parse>[1]) as Record<string, unknown>;
  } catch {
    // No JSON, or nested deeper than there is room for.
    return undefined;
  }
}

/** `context` is there from Node 21 on. */
function keepNumbers(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === "number" ? new WrittenNumber(context?.source ?? String(value)) : value;
}

/** Strings and numbers; nothing else can be compared. */
export function scalarOf(value: unknown): Scalar | undefined {
  if (typeof value === "string") return textScalar(value);
  return value instanceof WrittenNumber ? numberScalar(value.source) : undefined;
}

/** What is in an array, or in the members of an object. */
export function childrenOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof WrittenNumber);
