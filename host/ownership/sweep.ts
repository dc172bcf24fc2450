import type Docker from "dockerode";
import { isAlive } from "./owner-id.ts";
import { containerLabels } from "./labels.ts";

/**
 * Removes job containers whose owner is no more (killed, crashed). Returns their ids. Containers of living owners,
 * and of owners that cannot be told, are left alone.
 */
export async function sweepContainers(
  docker: Docker,
  alive: (owner: string) => boolean = isAlive,
): Promise<string[]> {
  const found = await docker.listContainers({ all: true, filters: { label: [containerLabels.owner] } });
  const orphans = found.filter(({ Labels }) => !alive(Labels[containerLabels.owner] ?? ""));
  await Promise.all(orphans.map(({ Id }) => removeContainer(docker, Id)));
  return orphans.map(({ Id }) => Id);
}

/** Removes a container with its anonymous volumes, running or not; one that is gone already is fine. */
export async function removeContainer(docker: Docker, id: string): Promise<void> {
  try {
    await docker.getContainer(id).remove({ force: true, v: true });
  } catch (error) {
    // 404: gone; 409: somebody else is removing it.
    const status = (error as { statusCode?: number }).statusCode;
    if (status !== 404 && status !== 409) throw error;
  }
}
