/** The functions that we call: cephes 3.3.3 has types, but its package.json does not let TypeScript find them. */
declare module "cephes" {
  /** Until then the functions are not there: it is WebAssembly. */
  export const compiled: Promise<void>;
  /** Regularised incomplete beta function. */
  export function incbet(a: number, b: number, x: number): number;
  /** Its inverse in x. */
  export function incbi(a: number, b: number, y: number): number;
}
