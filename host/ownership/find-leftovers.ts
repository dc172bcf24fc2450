import type Docker from "dockerode";
import { isAlive } from "./owner-id.ts";
import { containerLabels } from "./labels.ts";

/** Ids of containers and networks, names of volumes. */
export interface Leftovers {
  readonly containers: readonly string[];
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
}

/** What owners that are no more (`alive` decides) left in the engine. What has an owner that cannot be told is none. */
export async function findLeftovers(
  docker: Docker,
  alive: (owner: string) => boolean = isAlive,
): Promise<Leftovers> {
  const filters = { label: [containerLabels.owner] };
  const [containers, networks, { Volumes: volumes }] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listNetworks({ filters }),
    docker.listVolumes({ filters }),
  ]);
  const isLeft = ({ Labels }: { Labels?: Record<string, string> }): boolean =>
    !alive(Labels?.[containerLabels.owner] ?? "");
  return {
    containers: containers.filter(isLeft).map(({ Id }) => Id),
    networks: networks.filter(isLeft).map(({ Id }) => Id),
    volumes: (volumes ?? []).filter(isLeft).map(({ Name }) => Name),
  };
}
