import type Docker from "dockerode";
import { inspectIfThere } from "../../host/inspect-if-there.ts";
import { removeContainer } from "../../host/ownership/sweep.ts";
import { keptObjectsTarget } from "./kept-objects.ts";
import { localStackAt, type LocalStack } from "./local-stack.ts";
import { wayBackPorts } from "./way-back.ts";

interface Wanted {
  readonly name: string;
  readonly image: string;
  readonly network: string;
  readonly host: string;
  /** Its objects are to be in this folder; `undefined`: nowhere. */
  readonly objectsFolder: string | undefined;
}

/**
 * The LocalStack of that name that a process before this one started, if it answers, is of that image and has its objects
 * where they are wanted; jobs that run on may be talking to it. Any other of the name is removed.
 */
export async function runningLocalStack(
  docker: Docker,
  { name, image, network, host, objectsFolder }: Wanted,
): Promise<LocalStack | undefined> {
  const found = await inspectIfThere(docker, name);
  if (!found) return undefined;
  const published = (port: number) => found.NetworkSettings.Ports[`${port}/tcp`]?.[0]?.HostPort;
  const port = published(4566);
  const tunnel = published(wayBackPorts.tunnel);
  const address = found.NetworkSettings.Networks[network]?.IPAddress;
  const stop = () => removeContainer(docker, found.Id);
  const hasFolder = found.Mounts.some(({ Destination }) => Destination === keptObjectsTarget);
  const isWanted = found.Config.Image === image && hasFolder === (objectsFolder !== undefined);
  if (found.State.Running && isWanted && port && address) {
    const ports = { served: Number(port), tunnel: tunnel === undefined ? undefined : Number(tunnel) };
    if (await answers(`http://${host}:${port}`))
      return localStackAt({ host, address, ports, hasFolder, stop });
  }
  await stop();
  return undefined;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/_localstack/health`, { signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    return false;
  }
}
