import type { Clock } from "../../../ports/clock.ts";
import type { Attempts } from "../attempt/attempts.ts";
import type { InstancePool } from "./instance-pool.ts";

/** Instances that an update or a deletion of their environment replaces by others, or by none. */
export interface InstanceReplacement {
  replace(pool: InstancePool, afterMs: number): void;
  /** Nothing is taken away any more. */
  close(): void;
}

export function createInstanceReplacement(clock: Clock, attempts: Attempts): InstanceReplacement {
  const armed = new Set<() => void>();
  return {
    replace({ instances }, afterMs) {
      for (const instance of instances) instance.isReplaced = true;
      const busy = new Set(instances.filter(({ jobs }) => jobs > 0));
      if (busy.size === 0) return;
      const disarm = clock.after(afterMs, () => {
        armed.delete(disarm);
        attempts.loseHosts(busy);
      });
      armed.add(disarm);
    },
    close() {
      for (const disarm of armed) disarm();
    },
  };
}
