interface WithRoom {
  readonly free: { readonly vcpus: number };
}

/** The instances of a pool by what vCPUs they have free, so that those without room for a job are not looked at. */
export interface RoomIndex<Instance extends WithRoom> {
  /** Where it belongs now: a new instance, or one whose room has changed. */
  put(instance: Instance): void;
  remove(instance: Instance): void;
  /** The fullest of those with so many vCPUs free for which `suits` holds. */
  fullest(vcpus: number, suits: (instance: Instance) => boolean): Instance | undefined;
}

export function createRoomIndex<Instance extends WithRoom>(): RoomIndex<Instance> {
  const shelves = new Map<number, Set<Instance>>();
  /** Ascending; there are as many as an instance can have vCPUs free. */
  const sizes: number[] = [];
  const places = new Map<Instance, Set<Instance>>();

  function shelfOf(vcpus: number): Set<Instance> {
    const known = shelves.get(vcpus);
    if (known) return known;
    const shelf = new Set<Instance>();
    shelves.set(vcpus, shelf);
    sizes.push(vcpus);
    sizes.sort((a, b) => a - b);
    return shelf;
  }

  return {
    put(instance) {
      const shelf = shelfOf(instance.free.vcpus);
      const before = places.get(instance);
      if (before === shelf) return;
      before?.delete(instance);
      shelf.add(instance);
      places.set(instance, shelf);
    },
    remove(instance) {
      places.get(instance)?.delete(instance);
      places.delete(instance);
    },
    fullest(vcpus, suits) {
      for (const size of sizes) {
        if (size < vcpus) continue;
        for (const instance of shelves.get(size) ?? []) if (suits(instance)) return instance;
      }
      return undefined;
    },
  };
}
