import type { BatchOptions } from "../batch/create-batch.ts";

/** What runs the jobs of a local Batch, and what it has room for. */
export interface Machine extends Pick<BatchOptions, "executor" | "host" | "unmanaged"> {
  /** Removes what a crash left and nothing goes on with. */
  readonly removeStrays: (isUnderWay: (jobId: string, attempt: number) => boolean) => Promise<void>;
  readonly close: () => Promise<void>;
}
