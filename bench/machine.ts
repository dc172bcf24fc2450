import os from "node:os";
import { observeCpu } from "../runner/environment/cpu-info.ts";
import { systemFiles } from "../runner/system/system-files.ts";

/** The machine that the numbers are of, and how busy it is besides. */
export function describeMachine(): string {
  const { model, identity } = observeCpu(os.machine(), systemFiles);
  const memoryGiB = (os.totalmem() / 1024 ** 3).toFixed(0);
  const load = os.loadavg()[0] ?? 0;
  return [
    `${model.value ?? "processor unknown"} (${identity.value ?? "identity unknown"}), ${os.availableParallelism()} CPUs, ${memoryGiB} GiB, Linux ${os.release()}, load ${load.toFixed(1)} before the start`,
    ...(load > 0.5 ? ["The machine is not idle: take the numbers as rough."] : []),
  ].join("\n");
}
