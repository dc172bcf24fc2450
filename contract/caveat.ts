/**
 * What a figure may not be taken for. Data until it is shown: every table, page and picture words it for its readers,
 * and none forgets one.
 */
export const caveats = [
  "emulated",
  "emulation-unknown",
  "proxy",
  "disturbed",
  "imported",
  "published",
] as const;

export type Caveat = (typeof caveats)[number];

/** The columns of the index that they are found by. */
export const caveatColumns = ["emulated", "proxy", "disturbances"] as const;

/** Of a measured run: from what was found out of it, `null` where it was not. */
export function caveatsOf(run: {
  readonly emulated: boolean | null;
  readonly proxy: boolean | null;
  /** What disturbed it; empty or `null`: nothing, or not known. */
  readonly disturbances: string | null;
}): Caveat[] {
  return [
    ...(run.emulated === true ? (["emulated"] as const) : []),
    ...(run.emulated === null ? (["emulation-unknown"] as const) : []),
    ...(run.proxy === true ? (["proxy"] as const) : []),
    ...(run.disturbances ? (["disturbed"] as const) : []),
  ];
}
