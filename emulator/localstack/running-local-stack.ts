import type Docker from "dockerode";
import { inspectIfThere } from "../../host/inspect-if-there.ts";
import { removeContainer } from "../../host/ownership/sweep.ts";
import type { LocalStack } from "./start-local-stack.ts";

/**
 * The LocalStack of that name that a process before this one started, if it answers and is of that image; jobs that run
 * on may be talking to it. Any other of the name is removed.
 */
export async function runningLocalStack(
  docker: Docker,
  { name, image, network, host }: Readonly<Record<"name" | "image" | "network" | "host", string>>,
): Promise<LocalStack | undefined> {
  const found = await inspectIfThere(docker, name);
  if (!found) return undefined;
  const port = found.NetworkSettings.Ports["4566/tcp"]?.[0]?.HostPort;
  const address = found.NetworkSettings.Networks[network]?.IPAddress;
  const stop = () => removeContainer(docker, found.Id);
  if (found.State.Running && found.Config.Image === image && port && address) {
    const urlFromHost = `http://${host}:${port}`;
    if (await answers(urlFromHost)) return { urlFromHost, urlFromContainers: `http://${address}:4566`, stop };
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
