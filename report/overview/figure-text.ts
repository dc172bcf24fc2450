import type { Figure } from "./configuration.ts";

/** "12.3 s (95 % 12.1 to 12.5, n = 5)": never a value without its interval or the reason why there is none. */
export function figureText({ value, interval, n }: Figure, show: (value: number) => string): string {
  const range =
    interval.value === null
      ? `no interval, n = ${n}`
      : `95 % ${interval.value.map(show).join(" to ")}, n = ${n}`;
  return `${show(value)} (${range})`;
}

export const seconds = (value: number): string => `${significant(value)} s`;

export const usd = (value: number): string => `US$ ${significant(value)}`;

/** Four significant digits, never as a power of ten. */
export function significant(value: number): string {
  if (value === 0) return "0";
  const decimals = Math.max(0, 3 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(decimals, 12));
}
