/** What this machine can run at once, which is not what the modelled instances can. */
export interface HostCapacity {
  /** CPUs of the machine that runs the containers. `Infinity`: not bounded (simulation). */
  readonly vcpus: number;
  /** Attempts at once; default: as many as `vcpus` has room for, each counted with what it asks, at least one. */
  readonly slots?: number;
}

export interface HostSlots {
  /** Takes the room that a job of so many vCPUs needs; the returned function gives it back. */
  take(vcpus: number): (() => void) | undefined;
  /** Calls `listener` whenever room was given back, for whoever waits for it; the returned function ends that. */
  onLeave(listener: () => void): () => void;
  readonly running: number;
}

/**
 * A job never counts for more than the whole machine: two jobs of 15 vCPUs run one after the other on 2 CPUs, instead
 * of halving each other's speed, while two jobs of one vCPU run side by side.
 */
export function createHostSlots({ vcpus: capacity, slots }: HostCapacity): HostSlots {
  let running = 0;
  let used = 0;
  const listeners = new Set<() => void>();
  return {
    get running() {
      return running;
    },
    take(vcpus) {
      const share = Math.min(vcpus, capacity);
      const full = slots === undefined ? used + share > capacity : running >= slots;
      if (full && running > 0) return undefined;
      running += 1;
      used += share;
      return () => {
        running -= 1;
        used -= share;
        for (const listener of listeners) listener();
      };
    },
    onLeave(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
