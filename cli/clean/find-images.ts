import type Docker from "dockerode";
import { ourImages, type OurImage } from "../../container/housekeeping/our-images.ts";
import { removeImage } from "../../container/housekeeping/remove-image.ts";
import type { CheckoutPlace } from "../../container/housekeeping/checkout-needs.ts";
import type { Found } from "./freeable.ts";

/** The project's images. Those that a container uses stay. */
export async function findImages(docker: Docker, place?: CheckoutPlace): Promise<Found> {
  const images = await ourImages(docker, place);
  return {
    freeable: images
      .filter(({ isUsed }) => !isUsed)
      .map((image) => ({
        part: "images",
        name: image.name,
        bytes: image.bytes,
        note: noteOf(image),
        free: () => removeImage(docker, image.name),
      })),
    kept: images
      .filter(({ isUsed }) => isUsed)
      .map(({ name }) => ({ part: "images", name, reason: "a container uses it" })),
  };
}

function noteOf({ name, isStage, checkouts }: OurImage): string {
  if (checkouts.length > 0) {
    return `${isStage ? "compile stage" : "image"} that the next build makes again in ${checkouts.join(", ")}`;
  }
  if (isStage) return "compile stage of no current image";
  if (name.includes("/geos-chem-model:") || name.includes("/geos-chem:")) {
    return "with GEOS-Chem Classic; compiling that again takes minutes, under emulation hours";
  }
  return "no checkout's current image";
}
