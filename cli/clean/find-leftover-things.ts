import type Docker from "dockerode";
import { findLeftovers } from "../../host/ownership/find-leftovers.ts";
import { removeContainer } from "../../host/ownership/sweep.ts";
import type { Found, Freeable } from "./freeable.ts";

/** Containers, then networks and volumes, of owners that are gone (`alive` decides). */
export async function findLeftoverThings(docker: Docker, alive?: (owner: string) => boolean): Promise<Found> {
  const { containers, networks, volumes } = await findLeftovers(docker, alive);
  const of = (kind: string, id: string, remove: () => Promise<unknown>): Freeable => ({
    part: "leftovers",
    name: `${kind} ${id}`,
    bytes: null,
    note: "of a process that is gone",
    free: () =>
      remove().then(
        () => true,
        (error: { statusCode?: number }) => {
          if (error.statusCode === 404) return true;
          if (error.statusCode === 409) return false;
          throw error;
        },
      ),
  });
  return {
    freeable: [
      ...containers.map((id) => of("container", id, () => removeContainer(docker, id))),
      ...networks.map((id) => of("network", id, () => docker.getNetwork(id).remove())),
      ...volumes.map((name) => of("volume", name, () => docker.getVolume(name).remove())),
    ],
    kept: [],
  };
}
