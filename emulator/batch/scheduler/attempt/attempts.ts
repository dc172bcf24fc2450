import type { StopCause } from "../../job/job-reason.ts";
import type { Job } from "../../job/job.ts";
import { occupy, release, type Instance } from "../placement/instance-pool.ts";
import type { Seat } from "../placement/seat.ts";
import { prepareAttempt, type AttemptContext, type PreparedAttempt } from "./prepare-attempt.ts";
import { stopGraceMs } from "./stop-grace.ts";

/** The attempts that are under way, and the instances that they are on. */
export interface Attempts {
  /**
   * `ended` is called when the attempt is over and its instance has its room again. A job that is STARTING or RUNNING
   * goes on with the attempt that a process before this one began.
   */
  start(job: Job, seat: Seat, ended: () => void): void;
  /** Ends the attempt of a job that is STARTING or RUNNING. */
  stop(job: Job, cause: StopCause): void;
  /** Ends the attempts on these instances as if EC2 had taken the instances away. */
  loseHosts(instances: ReadonlySet<Instance>): void;
  /** Ends all of them and waits for the ends. */
  shutdown(graceMs: number): Promise<void>;
}

interface Running {
  readonly instance: Instance;
  readonly attempt: PreparedAttempt;
  readonly over: Promise<void>;
}

export function createAttempts(context: AttemptContext): Attempts {
  const running = new Map<Job, Running>();

  return {
    start(job, seat, ended) {
      const { instance } = seat;
      const { promise: over, resolve } = Promise.withResolvers<void>();
      const attempt = prepareAttempt(job, seat, context);
      occupy(instance, job.requirement);
      // Before it runs: whoever hears of STARTING may stop it.
      running.set(job, { instance, attempt, over });
      void attempt
        .run()
        .then(() => {
          running.delete(job);
          release(instance, job.requirement);
          ended();
        })
        .finally(resolve);
    },
    stop(job, cause) {
      running.get(job)?.attempt.stop(cause, stopGraceMs);
    },
    loseHosts(instances) {
      for (const { instance, attempt } of running.values()) {
        if (instances.has(instance)) attempt.stop({ kind: "host-lost", instance: instance.id }, stopGraceMs);
      }
    },
    async shutdown(graceMs) {
      for (const { attempt } of running.values()) attempt.stop({ kind: "shutdown" }, graceMs);
      await Promise.all([...running.values()].map(({ over }) => over));
    },
  };
}
