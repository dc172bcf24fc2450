import type Docker from "dockerode";
import { checkoutNeeds, thisCheckout } from "./checkout-needs.ts";
import { stageLabel } from "./stage-label.ts";
import { usedImages } from "./used-images.ts";

export interface OurImage {
  /** Its name, or the id of a compile stage, which has none. */
  readonly name: string;
  /** With the layers that it shares with others. */
  readonly bytes: number;
  readonly isStage: boolean;
  /** Whether a container is made of it or stands for it. */
  readonly isUsed: boolean;
  /** Checkouts of this machine whose current build it is part of. */
  readonly checkouts: readonly string[];
}

const prefix = "localhost/geos-chem-bench/";

/** Every image of this project in the engine, those that are made of others first. */
export async function ourImages(docker: Docker, place = thisCheckout()): Promise<OurImage[]> {
  const [needs, used, named, stages] = await Promise.all([
    checkoutNeeds(place),
    usedImages(docker),
    docker.listImages({ filters: { reference: [`${prefix}*`] } }),
    docker.listImages({ filters: { dangling: ["true"], label: [stageLabel] } }),
  ]);
  const found = (image: Docker.ImageInfo, name: string, need: string, isStage: boolean): OurImage => ({
    name,
    bytes: image.Size,
    isStage,
    isUsed: used.has(image.Id) || used.has(name),
    checkouts: needs.get(need) ?? [],
  });
  return [
    ...stages.map((image) => found(image, image.Id, image.Labels[stageLabel] ?? "", true)),
    ...named
      .flatMap((image) =>
        (image.RepoTags ?? [])
          .filter((name) => name.startsWith(prefix))
          .map((name) => found(image, name, name, false)),
      )
      .toSorted((one, other) => rank(one.name) - rank(other.name)),
  ];
}

const madeOfOthers = ["geos-chem:", "geos-chem-model:", "job:", "local-batch:"];

const rank = (name: string): number => {
  const index = madeOfOthers.findIndex((kind) => name.startsWith(prefix + kind));
  return index === -1 ? madeOfOthers.length : index;
};
