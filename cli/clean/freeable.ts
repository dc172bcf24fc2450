/** Parts that `gcbench local clean` can be held to. */
export const cleanParts = ["images", "leftovers", "caches", "state"] as const;
export type CleanPart = (typeof cleanParts)[number];

/** Something that takes room and can be made or fetched again. */
export interface Freeable {
  readonly part: CleanPart;
  readonly name: string;
  /** Bytes on disk; of an image, with what it shares with others; `null` where nobody says. */
  readonly bytes: number | null;
  /** What its going costs, or whose it is. */
  readonly note: string;
  /** `false` where something began to use it meanwhile. */
  readonly free: () => Promise<boolean>;
}

/** What stays, and why. */
interface Kept {
  readonly part: CleanPart;
  readonly name: string;
  readonly reason: string;
}

export interface Found {
  readonly freeable: readonly Freeable[];
  readonly kept: readonly Kept[];
}
