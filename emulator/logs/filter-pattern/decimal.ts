/**
 * A number as it is written, without rounding: 0.DIGITS × 10^point, where DIGITS neither begin nor end with a zero.
 * Patterns may have numbers that no double has, and the service compares those exactly.
 */
export interface Decimal {
  readonly negative: boolean;
  /** "" for zero. */
  readonly digits: string;
  readonly point: number;
}

const written = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** `undefined` for what is no number, and for exponents beyond 32 bits, which the service does not take. */
export function parseDecimal(text: string): Decimal | undefined {
  const [, sign, whole = "", fraction = "", exponent = "0"] = written.exec(text) ?? [];
  if (sign === undefined || whole + fraction === "" || Math.abs(Number(exponent)) > 2 ** 31 - 1)
    return undefined;
  const all = whole + fraction;
  const digits = all.replace(/^0+/, "");
  const point = whole.length - (all.length - digits.length) + Number(exponent);
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return { negative: false, digits: "", point: 0 };
  return { negative: sign === "-", digits: significant, point };
}

/** Below zero, zero or above it, as with Array.sort. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const signs = signOf(a) - signOf(b);
  if (signs !== 0) return signs;
  const larger = a.point - b.point || (a.digits === b.digits ? 0 : a.digits < b.digits ? -1 : 1);
  return a.negative ? -larger : larger;
}

const signOf = ({ negative, digits }: Decimal): number => (digits === "" ? 0 : negative ? -1 : 1);
