import type { Instance, InstancePool } from "./instance-pool.ts";

/** Where an attempt runs. */
export interface Seat {
  readonly pool: InstancePool;
  readonly instance: Instance;
}
