/** The value below which a share of the sorted values lies (nearest rank). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** `median 3.21 GB/s, 3.10–3.30, n=5`: never a number without its spread and how many it stands for. */
export function described(values: readonly number[], digits: number, unit = ""): string {
  const text = (value: number): string => value.toFixed(digits);
  return `median ${text(median(values))}${unit && ` ${unit}`}, ${text(Math.min(...values))}–${text(Math.max(...values))}, n=${values.length}`;
}
