import { rmSync } from "node:fs";
import path from "node:path";
import type { BatchEvent, ServiceJobEvent } from "../batch/batch-events.ts";
import { createBatch, type Batch, type BatchOptions } from "../batch/create-batch.ts";
import { requestsFirst } from "../batch/scheduler/pass/pace.ts";
import { createTraffic } from "../batch/scheduler/pass/traffic.ts";
import { keptBeforeAnswered } from "../batch/kept-before-answered.ts";
import type { JobExplanation } from "../batch/view/explain-job.ts";
import type { Regions } from "../http/regions.ts";
import { LogStore } from "../logs/log-store.ts";
import type { StateFile } from "../state/state-file.ts";
import { stateUntil } from "../state/state-until.ts";
import { ProtocolError } from "../model/protocol-error.ts";
import type { BatchApi } from "../ports/batch-api.ts";
import type { StackModel } from "../ports/stack-model.ts";

export interface LocalRegions {
  readonly at: Regions;
  /** Whether that attempt is the one that its job is in. */
  readonly isUnderWay: (jobId: string, attempt: number) => boolean;
  /** Why a job is where it is, whichever region has it; kept before it is told. */
  readonly explain: (jobId: string) => Promise<JobExplanation | undefined>;
  /** Those that were asked for so far, the stack's first. */
  all(): readonly Region[];
  /** Ends the jobs of all regions and forgets everything in them; what the stack has is there again. */
  reset(): Promise<void>;
  /** Ends the jobs of all regions and waits for them. */
  close(): Promise<void>;
}

interface Region {
  readonly region: string;
  readonly batch: Batch;
  readonly api: BatchApi;
  readonly logs: LogStore;
  /** Resolves when what can be seen of it now is kept, or cannot be. */
  readonly settled: () => Promise<void>;
}

/** A region with what only its maker may do. */
interface Opened extends Region {
  /** Ends its jobs and waits for them; nothing of it is kept from then on. */
  end(graceMs?: number): Promise<void>;
}

/**
 * A Batch and a CloudWatch Logs for each region that is asked for: the stack's has what `registered` says at the start
 * and with every reset, always of one region; the others are empty. They share the machine: its executor, and what it
 * can run at once.
 */
export function createLocalRegions(
  registered: () => StackModel,
  {
    spool,
    onEvent,
    state,
    ...shared
  }: Pick<BatchOptions, "executor" | "host" | "clock" | "unmanaged" | "transitionMs"> & {
    /** For the lines of logs. */
    readonly spool: string;
    /** What there is from before, and where all is kept; default: nowhere. */
    readonly state?: Pick<StateFile, "of" | "regions" | "clear">;
    /** Every event of every region's Batch, in order, each when what it tells is kept: nobody hears of what a crash undoes. */
    readonly onEvent?: (event: BatchEvent | ServiceJobEvent) => void;
  },
): LocalRegions {
  const regions = new Map<string, Opened>();
  const traffic = createTraffic(shared.clock);
  const pace = requestsFirst(traffic.isBusy);
  const spoolOf = (region: string) => path.join(spool, region);

  function open(stack: StackModel): Opened {
    let isOver = false;
    const kept = state && stateUntil(() => isOver, state.of(stack.region));
    const logs = new LogStore(spoolOf(stack.region), kept);
    for (const group of stack.logGroups) logs.createGroup(group);
    const batch = createBatch({ stack, logs, pace, ...(kept && { state: kept }), ...shared });
    const settled = async () => kept?.committed().catch(() => {});
    if (onEvent) {
      const tell = (event: BatchEvent | ServiceJobEvent) => void settled().then(() => onEvent(event));
      batch.events.on("jobStateChange", tell);
      batch.events.on("jobQueueBlocked", tell);
      batch.events.on("serviceJobStateChange", tell);
      batch.events.on("serviceJobQueueBlocked", tell);
    }
    const region: Opened = {
      region: stack.region,
      batch,
      api: kept ? keptBeforeAnswered(batch.api, kept) : batch.api,
      logs,
      settled,
      async end(graceMs) {
        await batch.shutdown(graceMs);
        isOver = true;
        logs.close();
      },
    };
    regions.set(stack.region, region);
    return region;
  }
  const home = registered();
  open(home);
  // Their jobs go on without being asked for.
  for (const region of state?.regions() ?? []) {
    if (!regions.has(region)) open(emptyStack(region, home.accountId));
  }

  return {
    at(region = home.region) {
      // Every request of Batch and Logs asks for its region.
      traffic.heard();
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
    async explain(jobId) {
      for (const { batch, settled } of regions.values()) {
        const explained = batch.explain(jobId);
        if (!explained) continue;
        await settled();
        return explained;
      }
      return undefined;
    },
    all: () => [...regions.values()],
    async reset() {
      const before = [...regions.values()];
      await Promise.all(before.map((region) => region.end(0)));
      for (const { region } of before) {
        state?.clear(region);
        rmSync(spoolOf(region), { recursive: true, force: true });
        regions.delete(region);
      }
      open(registered());
    },
    async close() {
      await Promise.all(Array.from(regions.values(), (region) => region.end()));
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
});
