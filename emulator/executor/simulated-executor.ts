import { containerErrors, reasons } from "../aws/reasons.ts";
import type { Clock } from "../ports/clock.ts";
import type { AttemptOutcome, AttemptRequest, Executor } from "../ports/executor.ts";

/** How a simulated attempt goes. */
export interface SimulatedRun {
  /** From STARTING to RUNNING: image pull and container start. Default 0. */
  readonly startMs?: number;
  readonly durationMs: number;
  /** Default: exit code 0. Without an exit code the container never runs. */
  readonly outcome?: AttemptOutcome;
  /** What it does on SIGTERM: ends at once with 143 (default), or runs on until SIGKILL. */
  readonly onSigterm?: "exits" | "ignores";
  readonly lines?: readonly string[];
}

/**
 * Runs nothing: attempts take the time that `plan` says, on whatever clock. For capacity planning (a queue of thousands
 * of jobs on a virtual clock) and for tests of the scheduler.
 */
export function createSimulatedExecutor(
  clock: Clock,
  plan: (request: AttemptRequest) => SimulatedRun,
): Executor {
  return {
    start(request, observer) {
      const { startMs = 0, durationMs, outcome, onSigterm = "exits", lines = [] } = plan(request);
      const planned = outcome ?? { exitCode: 0, statusReason: reasons.essentialContainerExited };
      const { promise: finished, resolve } = Promise.withResolvers<AttemptOutcome>();
      let running = false;
      let disarm = clock.after(startMs, () => {
        if (planned.exitCode === undefined) {
          resolve(planned);
          return;
        }
        const refusal = observer.starting();
        if (refusal !== undefined) {
          const reason = `${containerErrors.cannotStart}: ${refusal}`;
          resolve({ statusReason: reasons.taskFailedToStart, reason });
          return;
        }
        running = true;
        // As a network of Docker would number them.
        observer.running(request.isNode ? "172.18.0.2" : undefined);
        for (const line of lines) observer.log(line, clock.now(), "stdout");
        disarm = clock.after(durationMs, () => resolve(planned));
      });

      return {
        finished,
        discard: () => {},
        async stop(graceMs) {
          if (!running) {
            disarm();
            resolve({
              statusReason: reasons.taskFailedToStart,
              reason: reasons.stoppedBeforeStart,
            });
          } else {
            const [exitCode, delay] = onSigterm === "exits" ? [143, 0] : [137, graceMs];
            // It may also end by itself during the grace: the first outcome counts.
            clock.after(delay, () => resolve({ exitCode, statusReason: reasons.essentialContainerExited }));
          }
          await finished;
        },
      };
    },
  };
}
