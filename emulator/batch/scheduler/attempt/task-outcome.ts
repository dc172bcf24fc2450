import type { AttemptOutcome } from "../../../ports/executor.ts";
import type { TaskContainer } from "../../job/task-container.ts";

interface Ended {
  readonly of: Pick<TaskContainer, "name" | "essential">;
  readonly end?: AttemptOutcome;
}

/** How a task ended: as the container that decides on it did. */
export interface TaskOutcome extends AttemptOutcome {
  readonly containers: ReadonlyMap<string, AttemptOutcome>;
}

/**
 * A task has succeeded when all its essential containers have exit code 0: "A non-zero exit code is considered failed"
 * (API reference, AttemptTaskContainerDetails). Else the first of them that has not decides; AWS does not say which.
 */
export function taskOutcome(inOrder: readonly Ended[]): TaskOutcome {
  const essential = inOrder.filter(({ of }) => of.essential).flatMap(({ end }) => end ?? []);
  const decisive = essential.find(({ exitCode }) => exitCode !== 0) ?? essential[0];
  if (!decisive) throw new TypeError("A task has an essential container");
  const { stoppedAt: _, ...outcome } = decisive;
  const ends = inOrder.flatMap(({ end }) => end ?? []);
  const known = ends.flatMap(({ stoppedAt }) => stoppedAt ?? []);
  return {
    ...outcome,
    // Where nobody saw the end of one of them it was the last.
    ...(known.length === ends.length && { stoppedAt: Math.max(...known) }),
    containers: new Map(inOrder.flatMap(({ of, end }) => (end ? [[of.name, end]] : []))),
  };
}
