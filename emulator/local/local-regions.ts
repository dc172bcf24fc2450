import path from "node:path";
import type { BatchEvent } from "../batch/batch-events.ts";
import { createBatch, type Batch, type BatchOptions } from "../batch/create-batch.ts";
import type { JobExplanation } from "../batch/view/explain-job.ts";
import type { Regions } from "../http/regions.ts";
import { LogStore } from "../logs/log-store.ts";
import type { StateFile } from "../state/state-file.ts";
import { ProtocolError } from "../model/protocol-error.ts";
import type { StackModel } from "../ports/stack-model.ts";

export interface LocalRegions {
  readonly at: Regions;
  /** Whether that attempt is the one that its job is in. */
  readonly isUnderWay: (jobId: string, attempt: number) => boolean;
  /** Why a job is where it is, whichever region has it. */
  readonly explain: (jobId: string) => JobExplanation | undefined;
  /** Those that were asked for so far, the stack's first. */
  all(): readonly Region[];
  /** Ends the jobs of all regions and waits for them. */
  close(): Promise<void>;
}

interface Region {
  readonly region: string;
  readonly batch: Batch;
  readonly api: Batch["api"];
  readonly logs: LogStore;
}

/**
 * A Batch and a CloudWatch Logs for each region that is asked for: the stack's has the stack, the others are empty. They
 * share the machine: its executor, and what it can run at once.
 */
export function createLocalRegions(
  home: StackModel,
  {
    spool,
    onEvent,
    state,
    ...shared
  }: Pick<BatchOptions, "executor" | "host" | "clock" | "unmanaged"> & {
    /** For the lines of logs. */
    readonly spool: string;
    /** What there is from before, and where all is kept; default: nowhere. */
    readonly state?: Pick<StateFile, "of" | "regions">;
    /** Every event of every region's Batch, as it happens. */
    readonly onEvent?: (event: BatchEvent) => void;
  },
): LocalRegions {
  const regions = new Map<string, Region>();

  function open(stack: StackModel): Region {
    const kept = state?.of(stack.region);
    const logs = new LogStore(path.join(spool, stack.region), kept);
    for (const group of stack.logGroups) logs.createGroup(group);
    const batch = createBatch({ stack, logs, ...(kept && { state: kept }), ...shared });
    if (onEvent) {
      batch.events.on("jobStateChange", onEvent);
      batch.events.on("jobQueueBlocked", onEvent);
    }
    const region = { region: stack.region, batch, api: batch.api, logs };
    regions.set(stack.region, region);
    return region;
  }
  open(home);
  // Their jobs go on without being asked for.
  for (const region of state?.regions() ?? []) {
    if (!regions.has(region)) open(emptyStack(region, home.accountId));
  }

  return {
    at(region = home.region) {
      const known = regions.get(region);
      if (known) return known;
      // It becomes the name of a directory.
      if (!/^[a-z0-9-]{1,64}$/.test(region)) {
        throw new ProtocolError(
          403,
          "InvalidSignatureException",
          "Credential should be scoped to a valid region.",
        );
      }
      return open(emptyStack(region, home.accountId));
    },
    isUnderWay: (jobId, attempt) =>
      Array.from(regions.values()).some(({ batch }) => batch.isUnderWay(jobId, attempt)),
    explain(jobId) {
      for (const { batch } of regions.values()) {
        const explained = batch.explain(jobId);
        if (explained) return explained;
      }
      return undefined;
    },
    all: () => [...regions.values()],
    async close() {
      await Promise.all(Array.from(regions.values(), ({ batch }) => batch.shutdown()));
      for (const { logs } of regions.values()) logs.close();
    },
  };
}

/** A stack with nothing in it. */
export const emptyStack = (region: string, accountId: string): StackModel => ({
  region,
  accountId,
  computeEnvironments: [],
  jobQueues: [],
  jobDefinitions: [],
  buckets: [],
  logGroups: [],
  repositories: [],
});
