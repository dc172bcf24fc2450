import type { DockerArchitecture } from "../../contract/architecture.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import type { DockerEngine } from "../../host/docker-engine.ts";
import { followEngineStream } from "./engine-stream.ts";
import { requireImage, type StoredImage } from "./image-store.ts";

/**
 * Pulls an image for one architecture and gives it a name of ours: engines without containerd's image store keep only
 * one architecture under the registry's name, and the next pull takes that name away.
 */
export async function pullImage(
  engine: DockerEngine,
  from: string,
  to: { readonly reference: string; readonly architecture: DockerArchitecture },
  signal?: AbortSignal,
  onLine?: (line: string) => void,
): Promise<StoredImage> {
  const { docker } = engine;
  try {
    const answer = await docker.pull(from, { platform: `linux/${to.architecture}`, abortSignal: signal });
    await followEngineStream(answer, `Pulling ${from}`, onLine);
  } catch (cause) {
    signal?.throwIfAborted();
    throw new GeosBenchError(
      `The image ${from} (linux/${to.architecture}) cannot be pulled: ${(cause as Error).message}`,
      {
        code: "pull-failed",
        hint: `Where its registry wants a login, pull it yourself: \`docker pull --platform linux/${to.architecture} ${from}\`.`,
        cause,
      },
    );
  }
  await requireImage(docker, from, to.architecture);
  return tagImage(engine, from, to);
}

export async function tagImage(
  { docker }: DockerEngine,
  from: string,
  to: { readonly reference: string; readonly architecture: DockerArchitecture },
): Promise<StoredImage> {
  const colon = to.reference.lastIndexOf(":");
  await docker.getImage(from).tag({ repo: to.reference.slice(0, colon), tag: to.reference.slice(colon + 1) });
  return requireImage(docker, to.reference, to.architecture);
}
