import { reasons } from "../../../aws/reasons.ts";
import type { Clock } from "../../../ports/clock.ts";
import type { AttemptOutcome, RunningAttempt } from "../../../ports/executor.ts";
import type { TaskContainer } from "../../job/task-container.ts";
import { dependencyState } from "./dependency-state.ts";
import { stopGraceMs } from "./stop-grace.ts";
import { taskOutcome, type TaskOutcome } from "./task-outcome.ts";

/** A container of a task, with how it is started. */
export interface TaskPart {
  readonly of: TaskContainer;
  /** Tells when it started, in milliseconds since the epoch, and of a node its address. */
  readonly start: (started: (at: number, address?: string) => void) => RunningAttempt;
}

/** How far a container has come. */
interface PartState extends TaskPart {
  running?: RunningAttempt;
  startedAt?: number;
  /** Asked to stop. */
  isStopping: boolean;
  /** Its `startTimeout` is over, and it has not ended. */
  isLate: boolean;
  end?: AttemptOutcome;
}

export interface TaskRun {
  /** All containers have ended, or will not start. */
  readonly finished: Promise<TaskOutcome>;
  /** SIGTERM, and SIGKILL after each container's own `stopTimeout`; or, where it is given, after `graceMs` for all. */
  stop(graceMs?: number): void;
  /** The outcome is kept. */
  discard(): void;
}

interface TaskOptions {
  readonly clock: Clock;
  /** Containers may be there from a process before this one. */
  readonly isResumed: boolean;
  /** Every container has started, or will not. */
  readonly onRunning: (address: string | undefined) => void;
}

/**
 * Runs the containers of one ECS task, as ECS's agent does: each starts when what it depends on is so far; the end of an
 * essential one stops the others, those that depend on others before these (ECS API reference, ContainerDefinition,
 * `dependsOn`: "for container shutdown it is reversed").
 */
export function startTask(parts: readonly TaskPart[], { clock, isResumed, onRunning }: TaskOptions): TaskRun {
  const states = parts.map((part): PartState => ({ ...part, isStopping: false, isLate: false }));
  const byName = new Map(states.map((state) => [state.of.name, state]));
  /** In the order in which they came. */
  const ends: PartState[] = [];
  const { promise: finished, resolve } = Promise.withResolvers<TaskOutcome>();
  const disarm: (() => void)[] = [];
  let stopping: { readonly graceMs: number | undefined } | undefined;
  let address: string | undefined;
  let isRunning = false;

  function end(state: PartState, outcome: AttemptOutcome): void {
    state.end = outcome;
    ends.push(state);
    if (state.of.essential) stopping ??= { graceMs: undefined };
  }

  function launch(state: PartState): void {
    state.running = placeholder;
    const running = state.start((at, given) => {
      state.startedAt = at;
      address ??= given;
      watchStart(state, at);
      advance();
    });
    state.running = running;
    void running.finished.then((outcome) => {
      end(state, outcome);
      advance();
    });
  }

  function watchStart(state: PartState, at: number): void {
    const seconds = state.of.startTimeout;
    if (seconds === undefined) return;
    const left = Math.max(0, at + seconds * 1000 - clock.now());
    disarm.push(
      clock.after(left, () => {
        state.isLate = state.end === undefined;
        advance();
      }),
    );
  }

  /** Starts what can start; whether anything has changed by that. */
  function startReady(): boolean {
    let hasChanged = false;
    for (const state of states) {
      if (state.running || state.end) continue;
      const verdict = dependencyState(state.of, byName);
      // Of a task that is being stopped nothing starts any more, but what is there from before is to be found.
      if (stopping && !isResumed) end(state, notStarted);
      else if (stopping) {
        launch(state);
        stopNow(state);
      } else if (verdict === "ready") launch(state);
      else if (verdict === "waits") continue;
      else end(state, verdict);
      hasChanged = true;
    }
    return hasChanged;
  }

  function stopOthers(): void {
    const open = states.filter((state) => state.running && !state.end);
    for (const state of open) {
      if (state.isStopping || state.running === placeholder) continue;
      const isNeeded = open.some(({ of }) =>
        of.dependsOn.some(({ containerName }) => containerName === state.of.name),
      );
      if (isNeeded && stopping?.graceMs === undefined) continue;
      stopNow(state);
    }
  }

  function stopNow(state: PartState): void {
    state.isStopping = true;
    // Its end is seen through `finished`.
    void state.running?.stop(stopping?.graceMs ?? graceOf(state));
  }

  function advance(): void {
    while (startReady());
    if (stopping) stopOthers();
    const isDecided = states.every(({ startedAt, end: over }) => startedAt !== undefined || over);
    if (!isRunning && isDecided && states.some(({ startedAt }) => startedAt !== undefined)) {
      isRunning = true;
      onRunning(address);
    }
    if (ends.length < states.length) return;
    for (const one of disarm.splice(0)) one();
    resolve(taskOutcome(ends));
  }

  advance();
  return {
    finished,
    stop(graceMs) {
      // A shorter grace counts also for those that were asked before.
      if (graceMs !== undefined) for (const state of states) state.isStopping = false;
      stopping = { graceMs: graceMs ?? stopping?.graceMs };
      advance();
    },
    discard: () => states.forEach(({ running }) => running?.discard()),
  };
}

const graceOf = ({ of: { stopTimeout } }: PartState): number =>
  stopTimeout === undefined ? stopGraceMs : stopTimeout * 1000;

const notStarted: AttemptOutcome = {
  statusReason: reasons.taskFailedToStart,
  reason: reasons.stoppedBeforeStart,
};

/** While an executor is being asked to start. */
const placeholder: RunningAttempt = {
  finished: new Promise(() => {}),
  stop: async () => {},
  discard: () => {},
};
