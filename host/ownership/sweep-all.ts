import type Docker from "dockerode";
import { findLeftovers } from "./find-leftovers.ts";
import { isAlive } from "./owner-id.ts";
import { removeContainer } from "./sweep.ts";

/**
 * Removes the containers, then the networks and volumes, of owners that are no more (`alive` decides). Returns how
 * many it removed.
 */
export async function sweep(docker: Docker, alive: (owner: string) => boolean = isAlive): Promise<number> {
  const { containers } = await findLeftovers(docker, alive);
  await Promise.all(containers.map((id) => removeContainer(docker, id)));
  // Those of a container that was just removed are free now.
  const { networks, volumes } = await findLeftovers(docker, alive);
  await Promise.all([
    ...networks.map((id) => unlessGone(docker.getNetwork(id).remove())),
    ...volumes.map((name) => unlessGone(docker.getVolume(name).remove())),
  ]);
  return containers.length + networks.length + volumes.length;
}

const unlessGone = (removing: Promise<unknown>): Promise<unknown> =>
  removing.catch((error: { statusCode?: number }) => {
    if (error.statusCode !== 404) throw error;
  });
