import type { ComputeEnvironment } from "../compute-environment/compute-environment.ts";
import type { Consumables } from "../consumable-resource/consumables.ts";
import type { JobQueue } from "../job-queue/job-queue.ts";
import type { StopCause } from "../job/job-reason.ts";
import { isTerminal, type Job } from "../job/job.ts";
import type { SchedulingPolicy } from "../scheduling-policy/scheduling-policy.ts";
import { createAttempts } from "./attempt/attempts.ts";
import type { AttemptContext } from "./attempt/prepare-attempt.ts";
import { createQueueLines } from "./order/queue-lines.ts";
import type { HostSlots } from "./pass/host-slots.ts";
import { arrivalsAtOnce, type Pace } from "./pass/pace.ts";
import { createPass } from "./pass/pass.ts";
import type { InstanceLife } from "../../ports/instance-life.ts";
import { createIdleInstances } from "./placement/idle-instances.ts";
import type { InstancePools } from "./placement/instance-pool.ts";
import { createInstanceReplacement } from "./placement/instance-replacement.ts";
import { seatBefore } from "./placement/seat-before.ts";
import type { Seat } from "./placement/seat.ts";

/** Places jobs and runs them. Driven by events only: a submission, the end of an attempt, a cancellation. */
export interface Scheduler {
  /** A SUBMITTED job that waits for nothing else: it becomes RUNNABLE in the next pass. */
  submit(job: Job): void;
  /** A job that was RUNNABLE, STARTING or RUNNING when the process ended: it goes on from there. */
  resume(job: Job): void;
  /** Takes a job that has not been placed out of its queue. */
  withdraw(job: Job): void;
  /** Ends the attempt of a job that is STARTING or RUNNING. */
  stop(job: Job, cause: StopCause): void;
  /** A queue or a compute environment was created, changed or deleted. */
  resourcesChanged(): void;
  /** The instances that an environment has now get no more jobs; jobs still on them after so long lose their host. */
  replaceInstances(environment: ComputeEnvironment, afterMs: number): void;
  /** EC2 takes an instance away: its jobs lose their host. Whether there is such an instance. */
  interrupt(instanceId: string): boolean;
  /** Who is next in a queue, and what its jobs use. */
  snapshot(queue: JobQueue): QueueSnapshot;
  /** Ends every running attempt and waits for the ends. Nothing is placed any more. */
  shutdown(graceMs: number): Promise<void>;
}

interface QueueSnapshot {
  readonly front: readonly { readonly job: Job; readonly since: number }[];
  readonly updatedAt: number;
  /** vCPUs that its jobs have now. */
  readonly vcpus: number;
  /** The same by share, of a queue with a scheduling policy: of those that are active. */
  readonly shares?: ReadonlyMap<string, number> | undefined;
}

/** As many as GetJobQueueSnapshot shows. */
const frontLength = 100;

export interface SchedulerOptions extends AttemptContext {
  readonly queues: () => readonly JobQueue[];
  readonly environments: () => readonly ComputeEnvironment[];
  readonly policyOf: (arn: string) => SchedulingPolicy | undefined;
  readonly consumables: Consumables;
  readonly pools: InstancePools;
  readonly host: HostSlots;
  readonly life: InstanceLife;
  /** Whether it is kept since when jobs are at their places; else a snapshot says that they are since now. */
  readonly frontTimes: boolean;
  readonly pace: Pace;
}

export function createScheduler(options: SchedulerOptions): Scheduler {
  const { queues, environments, policyOf, consumables, pools, clock, jobs, frontTimes, pace } = options;
  const arriving = new Set<Job>();
  const running = new WeakMap<JobQueue, number>();
  const attempts = createAttempts(options);
  const replacement = createInstanceReplacement(clock, attempts);
  const idle = createIdleInstances(options.life, clock, () => planPass());
  let passPlanned = false;
  let closed = false;

  const lines = createQueueLines({
    queues,
    policyOf,
    clock,
    overdue(job, code) {
      withdraw(job);
      const cause = { kind: "time-limit", code } as const;
      job.stops.push(cause);
      jobs.move(job, "FAILED", cause);
    },
  });
  function start(job: Job, seats: readonly Seat[], leaveHost: () => void): void {
    const line = lines.of(job.queue);
    line?.waiting.started(job);
    consumables.take(job);
    running.set(job.queue, (running.get(job.queue) ?? 0) + job.requirement.vcpus);
    attempts.start(job, seats, () => {
      leaveHost();
      consumables.giveBack(job);
      running.set(job.queue, (running.get(job.queue) ?? 0) - job.requirement.vcpus);
      line?.waiting.ended(job);
      if (job.status === "RUNNABLE") lines.of(job.queue)?.waiting.add(job);
      planPass();
    });
  }
  const pass = createPass({ ...options, lines, start });

  // Nodes end with the job that they are part of, whatever ended it.
  jobs.onEnd((job) => {
    if (job.nodes?.kind !== "group") return;
    for (const node of job.nodes.children)
      if (!isTerminal(node))
        jobs.move(node, "FAILED", job.reason?.kind === "waiting" ? undefined : job.reason);
  });

  // Room that another region's jobs leave is room too.
  const stopListening = options.host.onLeave(() => planPass());

  // The minimum is there before the first job.
  if (options.life.keepsMinimum) planPass();

  function planPass(delayMs = pace.gatherMs): void {
    if (passPlanned || closed) return;
    passPlanned = true;
    const { isBusy, waitMs = 0 } = pace;
    // Not by the time of day, which may be set back meanwhile.
    let waited = delayMs;
    // Not at once: the caller of SubmitJob sees SUBMITTED, and many changes cost one pass.
    clock.after(delayMs, function turn() {
      // The parts of what one pass has begun to let in follow at once.
      if (!closed && delayMs > 0 && waited < waitMs && isBusy?.()) {
        waited += delayMs;
        clock.after(delayMs, turn);
        return;
      }
      passPlanned = false;
      if (closed) return;
      letIn(arrivalsAtOnce(pace, arriving.size));
      if (arriving.size > 0) planPass(0);
      for (const environment of environments()) idle.fill(pools.of(environment));
      pass();
      if (frontTimes) for (const line of lines.all()) line.times.update(line.waiting.front(frontLength));
      const dropped = environments().filter((environment) => idle.drop(pools.of(environment)));
      if (dropped.length === 0) return;
      // What waits may need an instance of another type, or several at once; minvCpus may be to be filled again.
      if (options.life.keepsMinimum || lines.all().some(({ waiting }) => waiting.length > 0)) planPass();
    });
  }

  function letIn(count: number): void {
    let left = count;
    for (const job of arriving) {
      if (left-- === 0) return;
      arriving.delete(job);
      lines.of(job.queue)?.waiting.add(job);
      jobs.move(job, "RUNNABLE");
      if (job.nodes?.kind === "group")
        for (const node of job.nodes.children) if (node.status === "SUBMITTED") jobs.move(node, "RUNNABLE");
    }
  }

  function withdraw(job: Job): void {
    if (!arriving.delete(job)) lines.of(job.queue)?.waiting.remove(job);
    planPass();
  }

  function goOn(job: Job): void {
    // The nodes of a gang do not go on one by one: their instances are taken for lost.
    const seat = job.nodes ? undefined : seatBefore(job, environments(), pools);
    if (seat) {
      // It had its room on this machine when it was placed, and its container may be there.
      start(job, [seat], options.host.take(job.requirement.vcpus) ?? (() => {}));
      return;
    }
    // Its environment was deleted, and the instances with it.
    const placed = job.nodes?.kind === "group" ? job.nodes.children[job.nodes.mainNode] : job;
    const cause = { kind: "host-lost", instance: placed?.attempts.at(-1)?.instance.id ?? "" } as const;
    jobs.move(job, "FAILED", cause);
  }

  return {
    submit(job) {
      arriving.add(job);
      planPass();
    },
    resume(job) {
      if (job.status === "RUNNABLE") lines.of(job.queue)?.waiting.add(job);
      else goOn(job);
      planPass();
    },
    withdraw,
    stop: (job, cause) => attempts.stop(job, cause),
    resourcesChanged() {
      lines.refresh();
      planPass();
    },
    replaceInstances: (environment, afterMs) => replacement.replace(pools.of(environment), afterMs),
    interrupt(instanceId) {
      for (const environment of environments()) {
        const instance = pools.of(environment).find(instanceId);
        if (!instance) continue;
        instance.isReplaced = true;
        attempts.loseHosts(new Set([instance]));
        planPass();
        return true;
      }
      return false;
    },
    snapshot(queue) {
      const line = lines.of(queue);
      const front = line?.waiting.front(frontLength) ?? [];
      return {
        front: front.map((job) => ({ job, since: line?.times.since(job) ?? clock.now() })),
        updatedAt: line?.times.updatedAt ?? clock.now(),
        vcpus: running.get(queue) ?? 0,
        shares: line?.shares?.active(),
      };
    },
    async shutdown(graceMs) {
      closed = true;
      replacement.close();
      for (const line of lines.all()) line.limit.watch(undefined, undefined);
      await attempts.shutdown(graceMs);
      stopListening();
    },
  };
}
