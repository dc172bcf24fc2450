import type { Job } from "../../job/job.ts";
import { occupy, release, type Instance } from "../placement/instance-pool.ts";
import type { Seat } from "../placement/seat.ts";
import { runAttempt, stopGraceMs, type AttemptContext } from "./run-attempt.ts";

/** The attempts that are under way, and the instances that they are on. */
export interface Attempts {
  /** `ended` is called when the attempt is over and its instance has its room again. */
  start(job: Job, seat: Seat, ended: () => void): void;
  /** Ends the attempts on these instances as if EC2 had taken the instances away. */
  loseHosts(instances: ReadonlySet<Instance>): void;
  /** Ends all of them and waits for the ends. */
  shutdown(graceMs: number): Promise<void>;
}

export function createAttempts(context: AttemptContext): Attempts {
  const running = new Map<Job, { readonly instance: Instance; readonly over: Promise<void> }>();
  return {
    start(job, seat, ended) {
      const { instance } = seat;
      occupy(instance, job.requirement);
      const over = runAttempt(job, seat, context).then(() => {
        running.delete(job);
        release(instance, job.requirement);
        ended();
      });
      running.set(job, { instance, over });
    },
    loseHosts(instances) {
      for (const [job, { instance }] of running) {
        if (instances.has(instance)) job.run?.stop({ kind: "host-lost", instance: instance.id }, stopGraceMs);
      }
    },
    async shutdown(graceMs) {
      for (const job of running.keys()) job.run?.stop({ kind: "shutdown" }, graceMs);
      await Promise.all([...running.values()].map(({ over }) => over));
    },
  };
}
