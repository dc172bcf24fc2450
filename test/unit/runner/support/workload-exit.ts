import { unknownBecause } from "../../../../contract/observed.ts";
import type { WorkloadExit } from "../../../../runner/workload/spawn-workload.ts";

const none = unknownBecause("not measured");

/** An end of the workload with nothing measured of it. */
export const workloadExit = (more: Partial<WorkloadExit>): WorkloadExit => ({
  exitCode: null,
  signal: null,
  startError: null,
  interrupted: false,
  outOfMemory: false,
  wallSeconds: 1,
  peak_memory_mib: none,
  placement: none,
  neighbours: none,
  storage_read_bytes: none,
  user_cpu_s: none,
  system_cpu_s: none,
  read_bytes: none,
  written_bytes: none,
  lastErrors: [],
  ...more,
});
