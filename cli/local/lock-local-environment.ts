import path from "node:path";
import { acquirePidLock, type Held } from "../../host/pid-lock.ts";
import { stateDir } from "../../host/paths.ts";

/** One command at a time may start the local environment or run benchmarks in it: two would share the cores. */
export function lockLocalEnvironment(): Promise<Held> {
  return acquirePidLock(path.join(stateDir(), "local-bench.lock"), "local-bench");
}
