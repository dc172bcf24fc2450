import { localReasons } from "../../../aws/reasons.ts";
import { isUsable, type ComputeEnvironment } from "../../compute-environment/compute-environment.ts";
import type { Consumables } from "../../consumable-resource/consumables.ts";
import { environmentsOf } from "../../job-queue/job-queue.ts";
import type { JobStore } from "../../job/job-store.ts";
import type { Job } from "../../job/job.ts";
import { refusedTask } from "../../job/refused-task.ts";
import type { QueueLine, QueueLines } from "../order/queue-lines.ts";
import { blockingReason, gangBlockingReason } from "../placement/blocking-reason.ts";
import { gangPlacement, type GangPlacement } from "../placement/gang-placement.ts";
import type { Instance, InstancePools } from "../placement/instance-pool.ts";
import { placement, type Placement } from "../placement/placement.ts";
import type { Seat } from "../placement/seat.ts";
import type { HostSlots } from "./host-slots.ts";

export interface PassOptions {
  readonly lines: QueueLines;
  readonly pools: InstancePools;
  readonly host: HostSlots;
  readonly consumables: Consumables;
  readonly jobs: JobStore;
  /**
   * Starts an attempt of a job that has its place, or its places where it has nodes; `leaveHost` gives the room on this
   * machine back.
   */
  readonly start: (job: Job, seats: readonly Seat[], leaveHost: () => void) => void;
}

/** One pass of the scheduler over all queues: places what can be placed now. */
export function createPass({ lines, pools, host, consumables, jobs, start }: PassOptions): () => void {
  let hostIsFull = false;

  /**
   * Places jobs from the front until one cannot be: those behind it wait, whatever they need. `false` when that one
   * waits for capacity.
   */
  function placeFrom(line: QueueLine, free: readonly ComputeEnvironment[]): boolean {
    const environments = environmentsOf(line.queue);
    const freePools = free.map((environment) => pools.of(environment));
    for (let job = line.waiting.head(); job; job = line.waiting.head()) {
      const needs = job.nodes?.kind === "group" && job.nodes.children.map(({ requirement }) => requirement);
      const blocked = needs
        ? gangBlockingReason(needs, environments, pools)
        : blockingReason(job.requirement, environments, pools);
      line.limit.watch(job, blocked);
      if (blocked) {
        jobs.block(job, blocked);
        return true;
      }
      // Nothing is kept for a job that waits for a consumable resource: nobody knows for how long.
      if (!consumables.areThere(job)) {
        if (job.reason?.kind === "waiting") delete job.reason;
        return true;
      }
      const found = needs ? gangPlacement(needs, freePools) : placement(job.requirement, freePools);
      if (!found) {
        if (job.reason?.kind === "waiting") delete job.reason;
        return false;
      }
      const leaveHost = hostIsFull ? undefined : host.take(job.requirement.vcpus);
      if (!leaveHost) {
        // It stays RUNNABLE, the state in which AWS users know jobs to wait for room: CancelJob still works on it and
        // neither startedAt nor the timeout counts. Only the reason differs from AWS.
        job.reason = { kind: "waiting", statusReason: localReasons.hostBusy(host.running) };
        hostIsFull = true;
        return false;
      }
      line.waiting.remove(job);
      const { pool } = found;
      const refused = refusedTask(job, pool.environment.name);
      if (refused) {
        leaveHost();
        jobs.move(job, "FAILED", refused);
        continue;
      }
      start(
        job,
        instancesOf(found).map((instance) => ({ pool, instance })),
        leaveHost,
      );
    }
    line.limit.watch(undefined, undefined);
    return true;
  }

  function instancesOf(found: Placement | GangPlacement): Instance[] {
    if ("types" in found) return found.types.map((type) => found.pool.launch(type));
    return [found.kind === "existing" ? found.instance : found.pool.launch(found.type)];
  }

  return () => {
    // A queue whose head waits for capacity keeps its environments from queues of lower priority, or a large job of a
    // high priority would never find an instance free.
    const reserved = new Set<ComputeEnvironment>();
    hostIsFull = false;
    for (const line of lines.all()) {
      const free = environmentsOf(line.queue).filter((one) => isUsable(one) && !reserved.has(one));
      if (!placeFrom(line, free)) for (const environment of free) reserved.add(environment);
    }
  };
}
