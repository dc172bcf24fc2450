import type { StopCause } from "../../job/job-reason.ts";
import type { Job } from "../../job/job.ts";
import type { Instance } from "../placement/instance-pool.ts";
import type { Seat } from "../placement/seat.ts";
import { startGang } from "./gang.ts";
import { prepareAttempt, type AttemptContext, type PreparedAttempt } from "./prepare-attempt.ts";

/** The attempts that are under way, and the instances that they are on. */
export interface Attempts {
  /**
   * `ended` is called when the attempt is over and its instances have their room again. A multi-node job has a seat for
   * each node. A job that is STARTING or RUNNING goes on with the attempt that a process before this one began.
   */
  start(job: Job, seats: readonly Seat[], ended: () => void): void;
  /** Ends the attempt of a job that is STARTING or RUNNING. */
  stop(job: Job, cause: StopCause): void;
  /** Ends the attempts on these instances as if EC2 had taken the instances away. */
  loseHosts(instances: ReadonlySet<Instance>): void;
  /** Ends all of them and waits for the ends. */
  shutdown(graceMs: number): Promise<void>;
}

interface Running {
  readonly attempt: PreparedAttempt;
  readonly over: Promise<void>;
}

export function createAttempts(context: AttemptContext): Attempts {
  const running = new Map<Job, Running>();
  const onInstance = new Map<Instance, Set<PreparedAttempt>>();

  /** `onRunning` is told the address of the container, where the executor knows one. */
  function run(job: Job, seat: Seat, ended: () => void, onRunning?: (address?: string) => void): void {
    const { promise: over, resolve } = Promise.withResolvers<void>();
    const attempt = prepareAttempt(job, seat, context, onRunning);
    // Before it runs: whoever hears of STARTING may stop it.
    running.set(job, { attempt, over });
    const neighbours = onInstance.get(seat.instance) ?? new Set();
    onInstance.set(seat.instance, neighbours.add(attempt));
    void attempt
      .run()
      .then(() => {
        running.delete(job);
        neighbours.delete(attempt);
        if (neighbours.size === 0) onInstance.delete(seat.instance);
        ended();
      })
      .finally(resolve);
  }

  function stop(job: Job, cause: StopCause): void {
    const { nodes } = job;
    const placed = nodes?.kind === "group" ? nodes.children[nodes.mainNode] : job;
    if (placed) running.get(placed)?.attempt.stop(cause);
  }

  return {
    start(job, seats, ended) {
      if (job.nodes?.kind === "group") {
        startGang(job, job.nodes, seats, { jobs: context.jobs, run, stop, ended });
        return;
      }
      const [seat] = seats;
      if (!seat) throw new TypeError(`Job ${job.id} has no place`);
      seat.pool.occupy(seat.instance, job.requirement);
      run(job, seat, () => {
        seat.pool.release(seat.instance, job.requirement);
        ended();
      });
    },
    stop,
    loseHosts(instances) {
      for (const instance of instances) {
        for (const attempt of onInstance.get(instance) ?? [])
          attempt.stop({ kind: "host-lost", instance: instance.id });
      }
    },
    async shutdown(graceMs) {
      for (const { attempt } of running.values()) attempt.stop({ kind: "shutdown" }, graceMs);
      await Promise.all([...running.values()].map(({ over }) => over));
    },
  };
}
