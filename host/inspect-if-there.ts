import type Docker from "dockerode";

/** What the engine says of a container, by name or id; `undefined` where there is none. */
export function inspectIfThere(
  docker: Docker,
  name: string,
): Promise<Docker.ContainerInspectInfo | undefined> {
  return docker
    .getContainer(name)
    .inspect()
    .catch((error: { statusCode?: number }) => {
      if (error.statusCode === 404) return undefined;
      throw error;
    });
}
