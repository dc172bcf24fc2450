import type Docker from "dockerode";
import { inspectIfThere } from "../../host/inspect-if-there.ts";
import { removeContainer } from "../../host/ownership/sweep.ts";

/** The container of an attempt that a process before this one started. */
export interface ContainerBefore {
  readonly container: Docker.Container;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Present when it has ended. */
  readonly stoppedAt?: number;
}

/** Finds it by its name. One that was made and not started is removed: the attempt starts again. */
export async function containerBefore(docker: Docker, name: string): Promise<ContainerBefore | undefined> {
  const found = await inspectIfThere(docker, name);
  if (!found) return undefined;
  const { Id: id, State: state } = found;
  const startedAt = Date.parse(state.StartedAt);
  // Go's zero time is of the year 1: it was never started.
  if (!(startedAt > 0)) {
    await removeContainer(docker, id);
    return undefined;
  }
  const ended = state.Running ? {} : { stoppedAt: Date.parse(state.FinishedAt) };
  return { container: docker.getContainer(id), startedAt, ...ended };
}
