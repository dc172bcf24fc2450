import type { Surroundings } from "../compare/arm.ts";

const millisecondsPerDay = 86_400_000;

/** The night of a moment (UTC), by its number since 1970. */
export const nightOf = (at: Date): number => nightAt(at.getTime());

/** The same, of ms since 1970. */
export const nightAt = (at: number): number => Math.floor(at / millisecondsPerDay);

/** What one instance says of a benchmark at one time. */
export interface Point {
  /** Stable, so that an acknowledgement can name it: where its result is stored. */
  readonly id: string;
  /** Ids of its other results, where it has several: one may be indexed later than the rest. */
  readonly others?: readonly string[];
  readonly at: Date;
  /** As in a comparison: the id, or the host where there is none. */
  readonly instance: string;
  /** Logarithm of the median of its timed runs; larger is slower. */
  readonly logMedian: number;
  /** Revision of what was measured. */
  readonly revision: string | null;
  readonly environment: SeriesEnvironment;
  /** Whether anything disturbed one of its runs, as far as is known. */
  readonly isDisturbed: boolean;
}

/** Where one of these changes, another series begins. */
export type SeriesEnvironment = Pick<Surroundings, "image" | "compiler" | "kernel"> & {
  readonly suite: string | null;
  /** What is simulated: engine, simulation, grid, length. A benchmark that was redefined is another one. */
  readonly config: string;
  /** Whether the proxy stood for GEOS-Chem, as {@link config} says too. */
  readonly proxy: boolean | null;
};

/** Points of one benchmark and instance type in order of time, all of one environment. */
export interface Series {
  readonly name: string;
  readonly points: readonly Point[];
  /** What changed when it began; empty for the first. */
  readonly split: readonly {
    readonly what: Exclude<keyof SeriesEnvironment, "proxy">;
    readonly from: string | null;
    readonly to: string | null;
  }[];
}
