import { inspectEngine } from "../../host/docker-engine.ts";
import { sweep } from "../../host/ownership/sweep-all.ts";

/** Removes what processes that are gone left in the engine; how many things. Without an engine there is nothing. */
export async function sweepLeftovers(alive?: (owner: string) => boolean): Promise<number> {
  const state = await inspectEngine();
  return state.status === "ready" ? sweep(state.engine.docker, alive) : 0;
}
