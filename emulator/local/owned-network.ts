import type Docker from "dockerode";
import { containerLabels } from "../../host/ownership/labels.ts";

/** A Docker network of the owner's own, so that two owners never see each other's containers. */
export async function createOwnedNetwork(docker: Docker, owner: string): Promise<string> {
  const name = `geos-chem-bench-${process.pid}`;
  await docker.createNetwork({ Name: name, Labels: { [containerLabels.owner]: owner } });
  return name;
}
