import type Docker from "dockerode";
import type { DockerArchitecture } from "../../contract/architecture.ts";
import { GeosBenchError } from "../../contract/errors.ts";

export interface StoredImage {
  readonly reference: string;
  readonly id: string;
  readonly architecture: string;
  readonly sizeBytes: number;
}

/** The image of that name in the engine, or undefined. */
export async function findImage(docker: Docker, reference: string): Promise<StoredImage | undefined> {
  try {
    const found = await docker.getImage(reference).inspect();
    return { reference, id: found.Id, architecture: found.Architecture, sizeBytes: found.Size };
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) return undefined;
    throw error;
  }
}

/**
 * The image that must now be there, of the architecture it was made for. Engines store a wrong one without a word
 * (`docker import` in 20.10, a pull without a platform), and refuse it only when a container is created.
 */
export async function requireImage(
  docker: Docker,
  reference: string,
  architecture: DockerArchitecture,
): Promise<StoredImage> {
  const found = await findImage(docker, reference);
  if (found?.architecture === architecture) return found;
  throw new GeosBenchError(
    found
      ? `The image ${reference} is of architecture ${found.architecture}; ${architecture} was asked for.`
      : `The image ${reference} is not in the engine after it was made.`,
    {
      code: found ? "image-architecture-mismatch" : "image-missing",
      hint: found
        ? `Remove it (\`docker rmi ${reference}\`) and get it with --platform linux/${architecture}.`
        : "Look at the engine's log; its disk may be full.",
    },
  );
}
