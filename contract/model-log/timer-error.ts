/** What GEOS-Chem's developers say of its timers (geos-chem#240). */
const stated = 0.25;
/** Digits of a 32-bit real. */
const mantissaBits = 23;

/**
 * How far a timer of the model may be off, in seconds. It counts milliseconds since the machine was started in 32-bit
 * reals: 0.13 s apart after 13 days, 0.26 s after 25, and each of a timer's intervals is rounded anew. What is added up
 * over many grows with the square root of their number. `undefined` uptime: as it is said to be.
 */
export function timerError(uptimeSeconds: number | undefined, intervals: number): number {
  if (uptimeSeconds === undefined || uptimeSeconds <= 0) return stated;
  const spacing = 2 ** (Math.floor(Math.log2(uptimeSeconds * 1000)) - mantissaBits) / 1000;
  return Math.max(stated, spacing * (1 + Math.sqrt(intervals)));
}
