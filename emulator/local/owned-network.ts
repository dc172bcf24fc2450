import type Docker from "dockerode";
import { containerLabels } from "../../host/ownership/labels.ts";

/** A Docker network of this instance's own, so that two instances never see each other's containers. */
export async function createOwnedNetwork(docker: Docker, instance: string): Promise<string> {
  const name = `geos-chem-bench-${process.pid}`;
  await docker.createNetwork({ Name: name, Labels: { [containerLabels.instance]: instance } });
  return name;
}
