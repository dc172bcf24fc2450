import type Docker from "dockerode";
import { checkoutNeeds, thisCheckout } from "./checkout-needs.ts";
import { removeImage } from "./remove-image.ts";
import { stageLabel } from "./stage-label.ts";
import { usedImages } from "./used-images.ts";

export interface Replacement {
  readonly kind: string;
  readonly architecture: string;
  /** The image that was just made. */
  readonly reference: string;
}

/**
 * After an image was made: removes the ones of the same kind and architecture that were made before it, and the
 * compile stages of the classic builder that stand for no current image. What a checkout of this machine needs
 * (checkout-needs.ts) or a container uses stays. Returns what it removed. GCBENCH_KEEP_IMAGES keeps everything.
 */
export async function removeReplaced(
  docker: Docker,
  { kind, architecture, reference }: Replacement,
  place = thisCheckout(),
): Promise<string[]> {
  if (process.env["GCBENCH_KEEP_IMAGES"]) return [];
  const [needs, used, named, stages] = await Promise.all([
    checkoutNeeds(place),
    usedImages(docker),
    docker.listImages({ filters: { reference: [`localhost/geos-chem-bench/${kind}`] } }),
    docker.listImages({ filters: { dangling: ["true"], label: [stageLabel] } }),
  ]);
  const older = named
    .filter(({ Id }) => !used.has(Id))
    .flatMap(({ RepoTags }) => RepoTags ?? [])
    .filter((name) => name.endsWith(`-${architecture}`) && name !== reference)
    .filter((name) => !needs.has(name) && !used.has(name));
  const left = stages
    .filter(({ Id, Labels }) => {
      const stage = Labels[stageLabel] ?? "";
      return stage.startsWith(`${architecture}-`) && !needs.has(stage) && !used.has(Id);
    })
    .map(({ Id }) => Id);
  const removed: string[] = [];
  for (const name of [...older, ...left]) if (await removeImage(docker, name)) removed.push(name);
  return removed;
}
