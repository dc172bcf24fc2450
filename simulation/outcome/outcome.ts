import type { Observed } from "../../contract/observed.ts";

/** How long jobs waited, from RUNNABLE to the first RUNNING, boot and pull included; s. */
export interface Waits {
  readonly jobs: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/** The jobs of one group in one queue. */
export interface QueueOutcome {
  readonly queue: string;
  /** `null` in a queue without shares. */
  readonly share: string | null;
  /** Of which jobs of the scenario. */
  readonly group: string;
  /** `null` where no job of it ran. */
  readonly waitSeconds: Waits | null;
}

export interface FleetOutcome {
  readonly environment: string;
  readonly type: string;
  readonly purchase: "on-demand" | "spot";
  readonly instances: number;
  readonly mostAtOnce: number;
  readonly instanceHours: number;
  /** Hours that are charged: seconds, a minute at least, and none of a Spot Instance that EC2 took away in its first hour. */
  readonly billedHours: number;
  readonly interruptions: number;
  readonly usd: Observed<number>;
  /** At the list price, whatever the purchase: of Spot a bound, whose price never exceeds it. */
  readonly usdOnDemand: Observed<number>;
  /** Where the price is from; `null` where there is none. */
  readonly price: string | null;
}

/** Jobs that failed, by AWS's reason. */
export interface Failed {
  readonly reason: string;
  readonly jobs: number;
}

/** Jobs of one queue in one state when nothing could change any more. */
export interface NeverRun {
  readonly queue: string;
  readonly status: string;
  readonly jobs: number;
  /** The first of them, of which the rest is said. */
  readonly first: string;
  /** As `gcbench explain` says it. */
  readonly why: string;
  readonly runsWhen: readonly string[];
}

/** What came of one variant. */
export interface Outcome {
  readonly variant: string;
  readonly jobs: number;
  readonly succeeded: number;
  readonly failed: readonly Failed[];
  readonly neverRun: readonly NeverRun[];
  /** From the start to the end of the last job that ended; `null` where none did. */
  readonly makespanSeconds: number | null;
  readonly waitSeconds: Waits | null;
  readonly queues: readonly QueueOutcome[];
  readonly fleets: readonly FleetOutcome[];
  readonly instanceHours: number;
  /** vCPU time of containers that ran over that of instances that were there; `null` where there was none. */
  readonly vcpuUtilisation: number | null;
  readonly usd: Observed<number>;
  readonly usdOnDemand: Observed<number>;
  readonly interruptions: number;
  /** Attempts after the first. */
  readonly retries: number;
  /** Where the durations are from. */
  readonly durations: readonly { readonly group: string; readonly from: readonly string[] }[];
}
