import type { DockerArchitecture } from "../../contract/architecture.ts";
import type { DockerEngine } from "../../host/docker-engine.ts";
import { dockerArchive, type ImageConfig } from "./docker-archive.ts";
import { followEngineStream } from "./engine-stream.ts";
import { requireImage, type StoredImage } from "./image-store.ts";

/** Loads a root file system (an uncompressed tar) into the engine under that name. */
export async function loadRoot(
  engine: DockerEngine,
  layerPath: string,
  image: {
    readonly reference: string;
    readonly architecture: DockerArchitecture;
    readonly config: ImageConfig;
  },
  signal?: AbortSignal,
): Promise<StoredImage> {
  const { reference, architecture, config } = image;
  const archive = await dockerArchive(layerPath, reference, architecture, config);
  const answer = await engine.docker.loadImage(archive.stream, { abortSignal: signal });
  await followEngineStream(answer, `Loading ${reference}`);
  return requireImage(engine.docker, reference, architecture);
}
