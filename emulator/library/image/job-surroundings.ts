import { readFile } from "node:fs/promises";
import type Docker from "dockerode";
import { inspectIfThere } from "../../../host/inspect-if-there.ts";

/** What the containers of jobs have of the container that the local Batch is in. */
export interface JobSurroundings {
  readonly network: string | undefined;
  /** Where jobs reach the local Batch; `undefined`: nowhere. */
  readonly endpoint: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
}

/** As much of `docker inspect` as counts here. */
export interface OwnContainer {
  readonly Name: string;
  readonly Config: { readonly Labels?: Readonly<Record<string, string>> };
  readonly NetworkSettings: { readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>> };
}

/** Testcontainers removes what has it, should its process die before it stops anything. */
const sessionLabel = "org.testcontainers.session-id";

/**
 * Jobs are on the network that the local Batch is on, where they find it and what else is there by name: of several, one
 * that somebody made before the engine's own.
 */
export function jobSurroundings(
  own: OwnContainer | undefined,
  { network: wanted, port }: { readonly network: string | undefined; readonly port: number },
): JobSurroundings {
  const networks = own?.NetworkSettings.Networks ?? {};
  const names = Object.keys(networks);
  const network = wanted ?? names.find((name) => name !== "bridge") ?? names[0];
  const session = own?.Config.Labels?.[sessionLabel];
  return {
    network,
    endpoint: own && network !== undefined ? endpointOn(network, own, port) : undefined,
    labels: session === undefined ? {} : { [sessionLabel]: session },
  };
}

function endpointOn(network: string, own: OwnContainer, port: number): string | undefined {
  if (network === "host" && "host" in own.NetworkSettings.Networks) return `http://127.0.0.1:${port}`;
  const address = own.NetworkSettings.Networks[network]?.IPAddress;
  if (!address) return undefined;
  const name = own.Name.replace(/^\//, "");
  // The engine resolves names on networks that somebody made. One with "_" is no host name to boto3; the name holds where
  // a container takes the place of another, its address may not.
  return `http://${network !== "bridge" && /^[a-z0-9-]{1,63}$/i.test(name) ? name : address}:${port}`;
}

/** The container that this process is in; `undefined`: in none of that engine's. */
export async function ownContainer(docker: Docker): Promise<OwnContainer | undefined> {
  // The engine mounts files of its own for the container (/etc/hostname and others), from a folder named by the id.
  const mounts = await readFile("/proc/self/mountinfo", "utf8").catch(() => "");
  const id = /containers\/([0-9a-f]{64})\//.exec(mounts)?.[1];
  return id === undefined ? undefined : inspectIfThere(docker, id);
}
