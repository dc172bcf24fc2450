import type Docker from "dockerode";
import { containerLabels } from "../../host/ownership/labels.ts";

/**
 * A Docker network of the owner's own, so that two owners never see each other's containers; the one that is there from
 * before where its containers may run on.
 */
export async function createOwnedNetwork(docker: Docker, owner: string, suffix: string): Promise<string> {
  const name = `geos-chem-bench-${suffix}`;
  const found = await docker.listNetworks({ filters: { name: [name] } });
  if (found.some((network) => network.Name === name)) return name;
  await docker.createNetwork({ Name: name, Labels: { [containerLabels.owner]: owner } });
  return name;
}
