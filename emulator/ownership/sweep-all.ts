import type Docker from "dockerode";
import { isAlive } from "./instance-id.ts";
import { containerLabels } from "./labels.ts";
import { sweepContainers } from "./sweep.ts";

/**
 * Removes the containers, then the networks and volumes, of owners that are no more (`alive` decides). Gives how many it removed.
 */
export async function sweep(docker: Docker, alive: (instance: string) => boolean = isAlive): Promise<number> {
  const containers = await sweepContainers(docker, alive);
  const networks = await docker.listNetworks({ filters: { label: [containerLabels.instance] } });
  const orphans = networks.filter(({ Labels }) => !alive(Labels?.[containerLabels.instance] ?? ""));
  await Promise.all(
    orphans.map(({ Id }) =>
      docker
        .getNetwork(Id)
        .remove()
        .catch((error: { statusCode?: number }) => {
          if (error.statusCode !== 404) throw error;
        }),
    ),
  );
  const { Volumes: volumes } = await docker.listVolumes({ filters: { label: [containerLabels.instance] } });
  const unowned = (volumes ?? []).filter(({ Labels }) => !alive(Labels[containerLabels.instance] ?? ""));
  await Promise.all(
    unowned.map(({ Name }) =>
      docker
        .getVolume(Name)
        .remove()
        .catch((error: { statusCode?: number }) => {
          if (error.statusCode !== 404) throw error;
        }),
    ),
  );
  return containers.length + orphans.length + unowned.length;
}
