import type Docker from "dockerode";
import { usedImagesLabel } from "../../contract/used-images-label.ts";

/** Ids and names of images that a container, running or not, is made of or stands for. */
export async function usedImages(docker: Docker): Promise<ReadonlySet<string>> {
  const containers = await docker.listContainers({ all: true });
  return new Set(
    containers.flatMap(({ ImageID, Labels }) => [ImageID, ...(Labels[usedImagesLabel] ?? "").split(" ")]),
  );
}
