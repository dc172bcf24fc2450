import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type Docker from "dockerode";
import { containerLabels } from "../../host/ownership/labels.ts";
import { inspectEngine } from "../../host/docker-engine.ts";

/** A client of the engine, or why there is none. */
export async function dockerForTests(): Promise<Docker | { readonly unavailable: string }> {
  const state = await inspectEngine();
  return state.status === "ready" ? state.engine.docker : { unavailable: state.error.message };
}

/**
 * Names of what the last local environment of a state directory has in the engine: containers in any state, networks,
 * volumes. It says in its log who it is; nobody else's things are looked at. Where none was started there is nothing.
 */
export async function thingsOf(docker: Docker, stateDir: string): Promise<string[]> {
  const log = path.join(stateDir, "local.log");
  if (!existsSync(log)) return [];
  const owner = /^\S+ owner (\S+)$/m.exec(readFileSync(log, "utf8"))?.[1];
  // It was stopped before it began.
  if (owner === undefined) return [];
  const filters = { label: [`${containerLabels.owner}=${owner}`] };
  const [containers, networks, { Volumes: volumes }] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listNetworks({ filters }),
    docker.listVolumes({ filters }),
  ]);
  return [
    ...containers.map(({ Names }) => Names.join()),
    ...networks.map(({ Name }) => Name),
    ...(volumes ?? []).map(({ Name }) => Name),
  ];
}
