import { parseDecimal, type Decimal } from "./decimal.ts";

/** A value of an event that can be compared. */
export interface Scalar {
  readonly text: string;
  readonly kind: "text" | "number" | "field";
  /** Not there for texts, for fields that are no number, and for numbers beyond those of a double. */
  readonly number?: Decimal | undefined;
}

/** A string of a JSON event: never a number, whatever it looks like. */
export const textScalar = (text: string): Scalar => ({ text, kind: "text" });

/** A field of a space-delimited event: a number where it looks like one. */
export const fieldScalar = (text: string): Scalar => ({ text, kind: "field", number: parseDecimal(text) });

/** A number of a JSON event, as it stands there. The service keeps integers as they are, and has doubles of the others. */
export function numberScalar(source: string): Scalar {
  if (/^-?\d+$/.test(source)) return { text: source, kind: "number", number: parseDecimal(source) };
  const value = Number(source);
  return { text: textOfDouble(value), kind: "number", number: parseDecimal(String(value)) };
}

/** What strings and regular expressions of patterns see of a double: 12.0 is "12.0" and 1e10 is "1.0E10", as in Java. */
function textOfDouble(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  const size = Math.abs(value);
  if (size === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  if (size >= 1e-3 && size < 1e7) return withFraction(String(value));
  const [digits = "", exponent = ""] = value.toExponential().split("e");
  return `${withFraction(digits)}E${Number(exponent)}`;
}

const withFraction = (digits: string): string => (digits.includes(".") ? digits : `${digits}.0`);
