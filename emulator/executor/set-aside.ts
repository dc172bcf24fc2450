import type Docker from "dockerode";
import type { Platform } from "../../contract/architecture.ts";
import { sha256 } from "../../contract/sha256.ts";

/**
 * Engines without containerd's image store keep one architecture under a name, and never give the digest of an index to
 * another one once it is taken ("Cannot overwrite digest"). So an image that is in the way gets a name of ours, under
 * which it is found again, and loses the registry's.
 */
export async function setAside(docker: Docker, reference: string, platform: Platform): Promise<void> {
  const name = asideName(reference, platform);
  const colon = name.lastIndexOf(":");
  const image = docker.getImage(reference);
  await image.tag({ repo: name.slice(0, colon), tag: name.slice(colon + 1) });
  // Containers of it may run: they keep the image itself, which has the other name now.
  await image.remove({ force: true, noprune: true });
}

export function asideName(reference: string, platform: Platform): string {
  const hash = sha256(reference).slice(0, 12);
  return `localhost/geos-chem-bench/pulled:${hash}-${platform.replace("linux/", "")}`;
}
