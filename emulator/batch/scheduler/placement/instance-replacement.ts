import type { Clock } from "../../../ports/clock.ts";
import type { Attempts } from "../attempt/attempts.ts";
import type { Fleet } from "./fleet.ts";

/** Instances that an update or a deletion of their environment replaces by others, or by none. */
export interface InstanceReplacement {
  replace(fleet: Fleet, afterMs: number): void;
  /** Nothing is taken away any more. */
  close(): void;
}

export function createInstanceReplacement(clock: Clock, attempts: Attempts): InstanceReplacement {
  const armed = new Set<() => void>();
  return {
    replace(fleet, afterMs) {
      for (const instance of fleet.instances) instance.isReplaced = true;
      const busy = new Set(fleet.instances.filter(({ jobs }) => jobs > 0));
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
