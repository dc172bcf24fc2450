import type { Clock } from "../../../ports/clock.ts";
import type { InstanceLife } from "../../../ports/instance-life.ts";
import type { Instance, InstancePool } from "./instance-pool.ts";

/** What becomes of the instances of an environment that have no job. */
export interface IdleInstances {
  /** Launches what is missing of minvCpus, where these are kept. */
  fill(pool: InstancePool): void;
  /** After a pass: ends what has been idle for long enough. Whether there was one: other types may have room then. */
  drop(pool: InstancePool): boolean;
}

/** `changed` is called when an instance has been idle for long enough, so that a pass ends it. */
export function createIdleInstances(life: InstanceLife, clock: Clock, changed: () => void): IdleInstances {
  const least = ({ environment }: InstancePool): number =>
    life.keepsMinimum ? (environment.resources?.minVcpus ?? 0) : 0;

  /** Whether it has been idle for long enough; where it has just become so, it is looked at again. */
  function isOver(instance: Instance, idleMs: number): boolean {
    if (idleMs === 0) return true;
    if (instance.idleSince === undefined) {
      instance.idleSince = clock.now();
      clock.after(idleMs, () => {
        if (instance.jobs === 0) changed();
      });
    }
    return clock.now() - instance.idleSince >= idleMs;
  }

  return {
    fill(pool) {
      const [type] = pool.environment.resources?.launchable ?? [];
      if (!type) return;
      while (pool.launchedVcpus < least(pool)) pool.launch(type);
    },
    drop(pool) {
      const { environment } = pool;
      // What is registered in an unmanaged environment stays.
      if (!environment.resources || pool.idle === 0) return false;
      const idleMs = life.idleMs(environment.name);
      let vcpus = pool.launchedVcpus;
      const gone = pool.terminate((instance) => {
        const left = vcpus - instance.type.vcpus;
        const goes = instance.isReplaced || (left >= least(pool) && isOver(instance, idleMs));
        if (goes) vcpus = left;
        return goes;
      });
      return gone > 0;
    },
  };
}
