import type Docker from "dockerode";
import type { Platform } from "../../contract/architecture.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { findImage } from "../build/image-store.ts";

/**
 * Images of the engine that were built before, one for each platform that jobs run on. Throws {@link GeosBenchError}.
 */
export async function givenImages(
  docker: Docker,
  names: readonly string[],
  platforms: readonly Platform[],
): Promise<ReadonlyMap<Platform, string>> {
  const images = new Map<Platform, string>();
  for (const name of names) {
    const found = await findImage(docker, name);
    const platform = platforms.find((of) => of === `linux/${found?.architecture}`);
    if (!found || !platform) {
      throw bad(
        `--image ${name}: the engine has ${found ? `it for ${found.architecture}` : "no such image"}.`,
      );
    }
    images.set(platform, name);
  }
  const missing = platforms.filter((platform) => !images.has(platform));
  if (missing.length > 0) throw bad(`--image: there is none for ${missing.join(", ")}.`);
  return images;
}

const bad = (message: string): GeosBenchError =>
  new GeosBenchError(message, {
    code: "bad-option",
    hint: "Give one image for each platform, as gcbench image build prints them.",
  });
