import type Docker from "dockerode";
import { containerLabels } from "../../emulator/ownership/labels.ts";
import { inspectEngine } from "../../host/docker-engine.ts";

/** A client of the engine, or why there is none. */
export async function dockerForTests(): Promise<Docker | { readonly unavailable: string }> {
  const state = await inspectEngine();
  return state.status === "ready" ? state.engine.docker : { unavailable: state.error.message };
}

/** Names of everything of ours in the engine: containers in any state, and networks. */
export async function ourThings(docker: Docker): Promise<string[]> {
  const filters = { label: [containerLabels.instance] };
  const [containers, networks] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listNetworks({ filters }),
  ]);
  return [...containers.map(({ Names }) => Names.join()), ...networks.map(({ Name }) => Name)].sort();
}

/** Whoever runs the tests: what a container writes into a directory of theirs is theirs to remove. */
export const ownUser = `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`;
