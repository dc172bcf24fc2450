import type { JobDetail } from "@aws-sdk/client-batch";
import type { BenchmarkConfig } from "../contract/benchmark-config.ts";
import type { RunStatus } from "../contract/run-summary.ts";
import type { FetchedResult } from "./fetch-result.ts";
import type { JobTarget } from "../contract/choose-fleet.ts";

/** How one benchmark of a local-bench ended. */
export interface RunOutcome {
  readonly config: BenchmarkConfig;
  readonly target: JobTarget;
  readonly jobId: string;
  readonly status: RunStatus;
  /** One sentence for a person: AWS's reason, and the runner's where it has one. */
  readonly reason: string;
  readonly exitCode: number | null;
  /** From SubmitJob to the end, as the client saw it. */
  readonly jobWallSeconds: number;
  readonly detail: JobDetail;
  readonly result: FetchedResult | { readonly missing: string; readonly recoveredTo: string | null };
}
