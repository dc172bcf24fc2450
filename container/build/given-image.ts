import type { DockerArchitecture } from "../../contract/architecture.ts";
import type { DockerEngine } from "../../host/docker-engine.ts";
import { contentHash } from "./content-hash.ts";
import { localImage, type ImageKind } from "./image-names.ts";
import { findImage, type StoredImage } from "./image-store.ts";
import { pullImage, tagImage } from "./pull-image.ts";

/**
 * An image that the user named in an environment variable, as it is: the local one where its architecture fits, the
 * one that an earlier run pulled, or a pulled one.
 */
export async function useGivenImage(
  engine: DockerEngine,
  kind: ImageKind,
  given: string,
  architecture: DockerArchitecture,
  signal?: AbortSignal,
): Promise<StoredImage> {
  const to = { reference: localImage(kind, contentHash({ given }), architecture), architecture };
  const local = await findImage(engine.docker, given);
  if (local?.architecture === architecture) return tagImage(engine, given, to);
  const before = await findImage(engine.docker, to.reference);
  return before ?? pullImage(engine, given, to, signal);
}
