import type { DockerEngine } from "../../host/docker-engine.ts";

const probeMilliseconds = 4_000;

// A registry that did not answer is not asked again in this process: images are looked for one after another.
const silentRegistries = new Map<string, Promise<boolean>>();

/**
 * Whether the engine can pull that image: it is asked for the image's manifest, by the engine's own network, proxy and
 * mirrors, and downloads nothing.
 */
export async function canPull(
  engine: DockerEngine,
  reference: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const key = `${engine.endpoint.url} ${registryOf(reference)}`;
  if ((await silentRegistries.get(key)) === false) return false;
  const answer = probe(engine, reference);
  silentRegistries.set(key, answer);
  const answered = await answer;
  signal?.throwIfAborted();
  return answered;
}

/** The registry of an image reference, by Docker's rule: a first part with a dot, a colon or "localhost" is a host. */
export function registryOf(reference: string): string {
  const [first = "", ...rest] = reference.split("/");
  return rest.length > 0 && (/[.:]/.test(first) || first === "localhost") ? first : "docker.io";
}

async function probe(engine: DockerEngine, reference: string): Promise<boolean> {
  const asked = engine.docker
    .getImage(reference)
    .distribution()
    .then(
      () => true,
      () => false,
    );
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<false>((resolve) => (timer = setTimeout(resolve, probeMilliseconds, false)));
  return Promise.race([asked, tooLate]).finally(() => clearTimeout(timer));
}
