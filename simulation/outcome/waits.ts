import type { Waits } from "./outcome.ts";

/** Of waits in ms, of which there may be hundreds of thousands; `null` where there is none. Quantiles by nearest rank. */
export function waitsOf(milliseconds: readonly number[]): Waits | null {
  if (milliseconds.length === 0) return null;
  const sorted = Float64Array.from(milliseconds).sort();
  const at = (share: number): number =>
    (sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0) / 1000;
  return { jobs: sorted.length, p50: at(0.5), p95: at(0.95), max: at(1) };
}
