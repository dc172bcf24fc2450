import type Docker from "dockerode";
import type { Platform } from "../../contract/architecture.ts";
import { containerErrors } from "../aws/reasons.ts";
import { engineText } from "./engine-text.ts";
import { pullImage } from "./pull-image.ts";
import { asideName, setAside } from "./set-aside.ts";
import { StartFault } from "./start-fault.ts";

interface InspectedImage {
  readonly Id: string;
  readonly Architecture: string;
  readonly Os: string;
}

// Attempts of both architectures may want one name at a time, and each would take it from the other.
const turns = new Map<string, Promise<unknown>>();

/**
 * The id of the image for the platform, pulled when it is a registry's and missing. The check comes before the
 * container is made: without it QEMU, or `exec format error`, tells a user nothing.
 */
export async function findImage(
  docker: Docker,
  reference: string,
  platform: Platform,
  signal: AbortSignal,
): Promise<string> {
  const before = turns.get(reference) ?? Promise.resolve();
  const mine = before.then(() => findOrPull(docker, reference, platform, signal));
  const done = mine.catch(() => {});
  turns.set(reference, done);
  try {
    return await mine;
  } finally {
    if (turns.get(reference) === done) turns.delete(reference);
  }
}

async function findOrPull(
  docker: Docker,
  reference: string,
  platform: Platform,
  signal: AbortSignal,
): Promise<string> {
  const look = async () => (await inspect(docker, reference, platform)) ?? (await inspect(docker, reference));
  const found = await look();
  if (found && matches(found, platform)) return found.Id;
  if (found && isLocal(reference)) throw wrongArchitecture(reference, found, platform);
  if (isLocal(reference)) {
    throw new StartFault(
      containerErrors.cannotPull,
      `this engine has no image ${reference}, and a name that begins with localhost/ is pulled from nowhere; build it for ${platform}`,
    );
  }
  const aside = await inspect(docker, asideName(reference, platform));
  if (aside) return aside.Id;
  try {
    await pullImage(docker, reference, { platform, signal });
  } catch (error) {
    if (!found) throw new StartFault(containerErrors.cannotPull, engineText(error));
  }
  const pulled = await look();
  if (pulled && matches(pulled, platform)) return pulled.Id;
  if (found && pulled && reference.includes("@")) {
    await setAside(docker, reference, `${found.Os}/${found.Architecture}` as Platform);
    await pullImage(docker, reference, { platform, signal }).catch(() => {
      throw wrongArchitecture(reference, found, platform);
    });
    const second = await look();
    if (second && matches(second, platform)) return second.Id;
  }
  throw pulled
    ? wrongArchitecture(reference, pulled, platform)
    : new StartFault(containerErrors.cannotPull, `${reference} was pulled, but the engine does not have it`);
}

const isLocal = (reference: string): boolean =>
  reference.startsWith("localhost/") || reference.startsWith("sha256:");

const matches = ({ Os, Architecture }: InspectedImage, platform: Platform): boolean =>
  `${Os}/${Architecture}` === platform;

function wrongArchitecture(reference: string, image: InspectedImage, platform: Platform): StartFault {
  return new StartFault(
    containerErrors.cannotPull,
    `image ${reference} is for ${image.Os}/${image.Architecture}, and the compute environment's instances need ${platform}; build or push the image for ${platform} (docker build --platform ${platform})`,
  );
}

/**
 * `platform` picks from an image of several architectures (engines with API 1.49 and later; earlier ones ignore it and
 * keep one architecture per name). dockerode's own inspect takes no query.
 */
async function inspect(
  docker: Docker,
  reference: string,
  platform?: Platform,
): Promise<InspectedImage | undefined> {
  const [os, architecture] = platform?.split("/") ?? [];
  const options = platform === undefined ? {} : { platform: JSON.stringify({ os, architecture }) };
  return new Promise((resolve, reject) => {
    docker.modem.dial(
      {
        // Slashes of a name are part of the path.
        path: `/images/${encodeURI(reference)}/json?`,
        method: "GET",
        options,
        statusCodes: { 200: true, 404: "no such image", 500: "server error" },
      },
      (error: unknown, found: unknown) => {
        if (!error) resolve(found as InspectedImage);
        else if ((error as { statusCode?: number }).statusCode === 404) resolve(undefined);
        else reject(error);
      },
    );
  });
}
