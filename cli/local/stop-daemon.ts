import { setTimeout as sleep } from "node:timers/promises";
import { GeosBenchError } from "../../contract/errors.ts";
import { isProcessAlive } from "../../host/is-process-alive.mjs";

/** Jobs get 30 s to end, as on AWS; what comes after that is removing containers. */
const patienceMs = 60_000;

/** Ends the background process and waits until it has removed what it started. */
export async function stopDaemon(pid: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  if (!isProcessAlive(pid)) return;
  process.kill(pid, "SIGTERM");
  while (isProcessAlive(pid)) {
    if (Date.now() > deadline) {
      throw new GeosBenchError(
        `The local environment (process ${pid}) did not end within ${patienceMs / 1000} s.`,
        {
          code: "local-environment",
          hint: `Look at its log (gcbench local status names it); kill -9 ${pid}, then gcbench local down, removes what is left.`,
        },
      );
    }
    await sleep(20);
  }
}
