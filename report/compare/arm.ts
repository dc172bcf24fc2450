import type { RunReservation } from "../index/run-reservations.ts";

/** What is measured, and which direction is good. */
export interface Measure {
  readonly name: string;
  readonly unit: string;
  readonly better: "lower" | "higher";
}

/** Runs of one host count as one instance where no instance id was observed; of unknown hosts, all together. */
export type InstanceIdentity =
  | { readonly kind: "observed"; readonly id: string }
  | { readonly kind: "host"; readonly host: string }
  | { readonly kind: "unknown" };

/** One timed run; warm-ups are none. */
export interface TimedRun {
  /** In the unit of the measure; positive. */
  readonly value: number;
  /** `null` where it is not known when it ran. */
  readonly ran: { readonly begin: Date; readonly end: Date } | null;
  /** Where its result is stored. */
  readonly result: string;
}

/** What surrounds a program. `null`: not observed. */
export const surroundingKeys = [
  "image",
  "compiler",
  "kernel",
  "ami",
  "microcode",
  "transparent_huge_pages",
  "numa_nodes",
  "kernel_settings",
] as const;
export type SurroundingKey = (typeof surroundingKeys)[number];
export type Surroundings = Readonly<Record<SurroundingKey, string | null>>;

/** The timed runs of one or several jobs on one instance. */
export interface InstanceRuns {
  readonly instance: InstanceIdentity;
  readonly runs: readonly TimedRun[];
  /** What forbids to judge them. A retracted result is not among the runs at all but in {@link Arm.leftOut}. */
  readonly reservations: readonly RunReservation[];
  readonly surroundings: Surroundings;
}

/** One side of a comparison: one benchmark, run in one way. */
export interface Arm {
  readonly label: string;
  /**
   * What both sides of a comparison must have in common, by name: engine, simulation, resolution, levels, simulated
   * days … Each has one value, or the arm is a mixture.
   */
  readonly subject: Readonly<Record<string, readonly string[]>>;
  readonly instances: readonly InstanceRuns[];
  readonly leftOut: readonly { readonly result: string; readonly reason: string }[];
}

/** Two arms that are compared. */
export interface Contrast {
  readonly name: string;
  readonly measure: Measure;
  readonly baseline: Arm;
  readonly candidate: Arm;
}
