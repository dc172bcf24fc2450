/** Quantities of one kind, each as a text. */
export type Format = (values: readonly number[]) => string[];

/** Seconds, all in the unit that suits the first. */
export const durations: Format = (seconds) => {
  const size = Math.abs(seconds[0] ?? 0);
  const [unit, length] = units.find(([, of]) => size >= 2 * of) ?? (["s", 1] as const);
  return seconds.map((value) => `${twoDigits(value / length)} ${unit}`);
};

const units = [
  ["d", 86_400],
  ["h", 3600],
  ["min", 60],
] as const;

/** US dollars. */
export const dollars: Format = (usd) => usd.map((value) => `$${twoDigits(value)}`);

/** More would be a lie. */
export const twoDigits = (value: number): string => String(Number(value.toPrecision(2)));

export const counted = (number: number, unit: string): string =>
  `${number} ${unit}${number === 1 ? "" : "s"}`;
