import type { ComputeEnvironment } from "../../compute-environment/compute-environment.ts";
import type { Instance } from "./instance-pool.ts";

/** Where an attempt runs. */
export interface Seat {
  readonly environment: ComputeEnvironment;
  readonly instance: Instance;
}
