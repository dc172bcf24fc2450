import { GeosBenchError } from "../../contract/errors.ts";
import type { DockerEngine } from "../../host/docker-engine.ts";
import { followEngineStream } from "../build/engine-stream.ts";
import type { Credentials } from "./credentials.ts";
import type { Repository } from "./repository.ts";

export interface PlatformPush {
  /** Name of the image in the engine. */
  readonly image: string;
  readonly repository: Repository;
  readonly tag: string;
  readonly credentials: Credentials | undefined;
  readonly onLine: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Pushes an image of the engine under a tag. The engine sends only layers that the repository does not have. */
export async function pushPlatformImage({ docker }: DockerEngine, push: PlatformPush): Promise<void> {
  const { image, repository, tag, credentials, onLine, signal } = push;
  const name = `${repository.url}:${tag}`;
  await docker.getImage(image).tag({ repo: repository.url, tag });
  try {
    const authconfig = { username: "", password: "", ...credentials, serveraddress: repository.registry };
    const progress = await docker.getImage(name).push({ authconfig, abortSignal: signal });
    await followEngineStream(progress, `Pushing ${name}`, onLine);
  } catch (cause) {
    signal.throwIfAborted();
    const { message } = cause as Error;
    const denied = /denied|no basic auth|unauthorized|authentication/i.test(message);
    throw new GeosBenchError(`The engine cannot push ${name}: ${message.trim()}`, {
      code: denied ? "not-logged-in" : "registry-refused",
      hint: /does not exist/.test(message)
        ? "Deploy geos-chem-foundation first: it makes the repository."
        : denied
          ? `Log in (docker login ${repository.registry}), or use AWS credentials that may push to this repository.`
          : "The engine, not this program, sends the layers: its proxy, its CA certificates and its network count.",
    });
  } finally {
    // Only the name: the image stays under its own.
    await docker.getImage(name).remove();
  }
}
